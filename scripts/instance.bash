#!/usr/bin/env bash
# Sourced by scripts/run, scripts/stop and scripts/test: which instance is meant, the processes it has, and what those need of the system.

# Where Debian keeps nginx and runuser; it has these folders in the PATH of root alone.
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=nginx/settings.bash
source "$root/nginx/settings.bash"

say() { printf '%s\n' "$*" >&2; }

fail() { # CODE LINE...
    local code=$1
    shift
    printf '%s\n' "$@" >&2
    exit "$code"
}

# Prints the comment at the top of the calling script.
usage() { sed -n '2,/^[^#]/{/^[^#]/d;/^$/d;s/^# \{0,1\}//;p;}' "$0"; }

# Whether a name means something to us or to the programs beside us; wazuh-mcp refuses the others, with the name that was meant.
is_known() { # NAME
    local other
    [[ ${form[$1]-} ]] && return 0
    for other in "${names_of_others[@]}"; do
        # shellcheck disable=SC2053 # a pattern
        [[ $1 == $other ]] && return 0
    done
    return 1
}

# Variables of .env in the working folder, as a worker reads them too; those set in the environment win.
read_environment_file() {
    local line name number=0 LC_ALL=C
    local -A is_of_file=()
    [[ -e .env || -L .env ]] || return 0
    [[ -r .env && ! -d .env ]] || fail 2 ".env cannot be read: must be a file of NAME=value lines that this user may read"
    cmp -s .env <(tr -d '\000' <.env | iconv -f UTF-8 -t UTF-8 2>/dev/null) ||
        fail 2 ".env must be UTF-8 text without NUL characters"
    while IFS= read -r line || [[ $line ]]; do
        number=$((number + 1))
        [[ $number -gt 1 ]] || line=${line#$'\xEF\xBB\xBF'}
        line=${line#"${line%%[![:space:]]*}"} line=${line%"${line##*[![:space:]]}"}
        [[ $line && $line != \#* ]] || continue
        line=${line#export }
        name=${line%%=*}
        [[ $line == *=* && $name =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]] || fail 2 ".env line $number: must be NAME=value"
        is_known "$name" || continue
        [[ ${!name-} && ! ${is_of_file[$name]-} ]] && continue
        is_of_file[$name]=yes
        line=${line#*=}
        if [[ ${#line} -ge 2 && ($line == \"*\" || $line == \'*\') ]]; then line=${line:1:-1}; fi
        export "$name=$line"
    done <.env
}

# Sets `state`, the instance's folder. Two instances have two folders.
locate_state() {
    state=${WAZUH_MCP_STATE_DIR:-$root/.run}
    [[ $state == /* ]] || state=$PWD/$state
    while [[ $state == */ && $state != / ]]; do state=${state%/}; done
    export WAZUH_MCP_STATE_DIR=$state
}

# A process's start time tells it from a later one that got the same id. None for a zombie, which has ended.
start_time() { # PID
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    read -ra stat <<<"${stat##*) }"
    [[ ${stat[0]} != Z ]] && echo "${stat[19]}"
}

# Raises the number of files that this process may open as far as it may itself: each stream and each connection is one.
raise_file_limit() {
    local limit
    limit=$(ulimit -Hn)
    [[ $limit == unlimited || $limit -gt 65536 ]] && limit=65536
    if [[ $(ulimit -Sn) != unlimited && $(ulimit -Sn) -lt $limit ]]; then ulimit -Sn "$limit"; fi
}

is_taken() { # PORT, on loopback
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Whether a socket has this port at its near end: a client's connection can hold a port of the ephemeral range, as Wazuh's own is.
is_held() { # PORT
    awk -v port="$(printf ':%04X' "$1")" '$4 != "06" && substr($2, length($2) - 4) == port { held = 1 } END { exit !held }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

# next_free PORT...: the first one that is free, going up from PORT, or from below the ephemeral range, and leaving out the others.
next_free() {
    local port=$1
    shift
    while is_held "$port" || [[ " $* " == *" $port "* ]]; do
        port=$((port + 1))
        ((port < 32768)) || port=15500
    done
    echo "$port"
}

# start NAME COMMAND...: in a session of its own, so that it survives the shell and can be ended with all its children.
start() {
    local name=$1
    shift
    setsid "$@" </dev/null >>"$state/log/$name.log" 2>&1 6<&- 7<&- 8<&- &
    mkdir -p "$state/processes"
    echo "$! $(start_time $!)" >"$state/processes/$name"
}

is_running() { # NAME
    local pid time
    { read -r pid time <"$state/processes/$1"; } 2>/dev/null || return 1
    [[ $time && $(start_time "$pid") == "$time" ]]
}

# Whether the process lives, or children that it left behind: while they do, nobody else can get the id of their group.
lives() { # NAME
    local pid _
    # With its number, because within a trap a bare return means the status before the trap.
    is_running "$1" && return 0
    { read -r pid _ <"$state/processes/$1"; } 2>/dev/null || return 1
    ! start_time "$pid" >/dev/null && pgrep -g "$pid" -r D,I,R,S,T,t >/dev/null
}

# end NAME SECONDS: lets it finish for so long, then ends it and its children.
end() {
    local name=$1 patience=$(($2 * 10)) pid _
    if lives "$name"; then
        read -r pid _ <"$state/processes/$name"
        kill -TERM "$pid" 2>/dev/null || kill -TERM -- "-$pid" 2>/dev/null || true
        while lives "$name" && [[ $patience -gt 0 ]]; do
            patience=$((patience - 1))
            sleep 0.1
        done
        kill -KILL -- "-$pid" 2>/dev/null || true
        ended+=("$name")
    fi
    rm -f "$state/processes/$name"
}

# Ends what runs, the workers first so that their last answers pass nginx; `ended` names what did run.
end_all() {
    ended=()
    # Longer than a worker's own 30 seconds.
    end worker 35
    end simulator 5
    end nginx 10
    rm -f "$state"/*.sock
}
