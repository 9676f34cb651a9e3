#!/usr/bin/env bash
# Sourced by nginx/render, nginx/entrypoint and scripts/instance.bash: the variables as wazuh-mcp declares them, and what becomes of hosts.
# shellcheck disable=SC2034 # those who source it use what it does not

names=() names_of_others=()
declare -A readers=() form=() rule=() default=() allowed=()

variable() { # NAME READERS FORM RULE DEFAULT ALLOWED
    names+=("$1")
    readers[$1]=$2 form[$1]=$3 rule[$1]=$4 default[$1]=$5 allowed[$1]=$6
}
# shellcheck source=nginx/variables
source "$(dirname "${BASH_SOURCE[0]}")/variables"

# The value of a variable, or its default.
setting() { # NAME
    printf '%s\n' "${!1:-${default[$1]}}"
}

# Whether a text is what a variable may hold; of a list, whether an entry is.
is_allowed() { # NAME TEXT
    case ${form[$1]} in
        integer) [[ $2 =~ ^(0|[1-9][0-9]{0,9})$ && $2 -ge ${rule[$1]% *} && $2 -le ${rule[$1]#* } ]] ;;
        *) [[ ! ${rule[$1]} || $2 =~ ^(${rule[$1]})$ ]] ;;
    esac
}

# The entries of a list, a line each.
entries() { # TEXT
    tr -s ', \t' '\n' <<<"$1" | sed '/^$/d'
}

# A host as it stands in a URL: an IPv6 address in brackets.
in_url() { # HOST
    if [[ $1 == *:* && $1 != \[* ]]; then echo "[$1]"; else echo "$1"; fi
}

# The host of a URL, an IPv6 address in its brackets; nothing of nothing.
host_of() { # URL
    local host=${1#*://}
    host=${host%%/*}
    if [[ $host == \[* ]]; then echo "${host%%]*}${host:+]}"; else echo "${host%%:*}"; fi
}
