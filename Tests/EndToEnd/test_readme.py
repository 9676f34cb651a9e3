"""The README's curl examples, run as they stand."""

import os
import re
import subprocess

import pytest

from harness.instance import REPOSITORY


def block(title):
    """The shell block of the README under a bold title."""
    text = (REPOSITORY / "README.md").read_text()
    found = re.search(rf"\*\*{title}\*\*.*?```sh\n(.*?)```", text, re.DOTALL)
    assert found, f"the README has no example under {title}"
    return found.group(1)


def shell(instance, commands):
    commands = commands.replace(".run/tls/ca.pem", instance.ca_file or "/etc/ssl/certs/ca-certificates.crt")
    environment = os.environ | {"URL": instance.url, "TOKEN": instance.token, "API_KEY": instance.api_key or ""}
    return subprocess.run(["bash", "-euo", "pipefail", "-c", commands], env=environment, capture_output=True, text=True, timeout=60)


def examples():
    """The commands of the curl block, one by one."""
    return [part.strip() for part in re.split(r"^# .*$", block("curl"), flags=re.MULTILINE) if part.strip()]


def test_a_token_for_an_api_key(instance):
    if not instance.api_key:
        pytest.skip("the instance was started before and does not show its key again")
    done = shell(instance, examples()[0] + '\necho "$TOKEN"')
    assert done.returncode == 0 and done.stdout.count(".") == 2, done


def test_one_request_of_the_newest_version(instance):
    done = shell(instance, examples()[1])
    assert done.returncode == 0 and '"tools":[' in done.stdout, done


def test_the_event_stream_of_the_oldest(instance):
    command = examples()[2].replace("curl -N", "curl -N --max-time 2 -s")
    done = shell(instance, command)
    assert done.returncode == 28, done
    assert re.search(r"^event: endpoint\r?\n(id: \S+\r?\n)?data: /messages\?session_id=\S+$", done.stdout, re.MULTILINE), done


def test_post_to_the_root(instance):
    done = shell(instance, examples()[1].replace("$URL/mcp", "$URL/"))
    assert done.returncode == 0 and '"tools":[' in done.stdout, done
