"""What .env and the environment may say: the scripts and the program refuse the same, with the same words."""

import os
import re
import subprocess

import pytest

from harness.instance import PROGRAM, REPOSITORY

UNREADABLE = ".env cannot be read: must be a file of NAME=value lines that this user may read"
NO_TEXT = ".env must be UTF-8 text without NUL characters"

REFUSED = {
    "a line without =": (b"WAZUH_HOST=a\nnonsense\n", ".env line 2: must be NAME=value"),
    "a name with a blank": (b"WAZUH_HOST =a\n", ".env line 1: must be NAME=value"),
    "a name that begins with a digit": (b"1A=b\n", ".env line 1: must be NAME=value"),
    "Latin-1": (b"# caf\xe9\n", NO_TEXT),
    "half a surrogate pair": (b"# \xed\xa0\x80\n", NO_TEXT),
    "NUL": (b"WAZUH_HOST=a\0b\n", NO_TEXT),
}


def words(folder, *command, **variables):
    """How a command refuses to start: each line of it without the names of program and part."""
    environment = {"PATH": os.environ["PATH"], "WAZUH_MCP_STATE_DIR": str(folder / "state"), "WAZUH_MCP_BINARIES": str(PROGRAM.parent)}
    done = subprocess.run(command, env=environment | variables, cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and not done.stdout, done
    return [line.removeprefix("wazuh-mcp: configuration: ") for line in done.stderr.splitlines()]


COMMANDS = {
    "run": [REPOSITORY / "scripts/run", "--detach"], "stop": [REPOSITORY / "scripts/stop"], "worker": [PROGRAM, "worker"],
    "keys": [PROGRAM, "keys", "list"], "token": [PROGRAM, "token"], "check": [PROGRAM, "check"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("content, problem", REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_stops_the_start(tmp_path, command, content, problem):
    (tmp_path / ".env").write_bytes(content)
    assert words(tmp_path, *command) == [problem]


def folder_in_place(path):
    path.mkdir()


def link_to_nothing(path):
    path.symlink_to("nothing")


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("make", [folder_in_place, link_to_nothing])
def test_a_file_that_cannot_be_read_stops_the_start(tmp_path, command, make):
    make(tmp_path / ".env")
    assert words(tmp_path, *command) == [UNREADABLE]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_file_of_somebody_else_stops_the_start(ordinary_user, command):
    path, become = ordinary_user
    (path / ".env").touch(mode=0)
    assert words(path, *become, *command) == [UNREADABLE]


@pytest.mark.parametrize("command", ["run", "worker", "check"])
def test_a_name_that_nobody_knows_stops_the_start_with_the_nearest_one(tmp_path, command):
    (tmp_path / ".env").write_text("COMPOSE_PROJECT_NAME=wazuh\nhttps_proxy=\nWAZUH_HOTS=wazuh.example\ndetach=yes\n")
    assert words(tmp_path, *COMMANDS[command]) == [
        ".env line 3: WAZUH_HOTS is not known; did you mean WAZUH_HOST?",
        ".env line 4: detach is not known; docs/configuration.md lists those that are"]


def test_the_example_is_a_file_that_can_be_used(tmp_path):
    example = (REPOSITORY / ".env.example").read_text()
    (tmp_path / ".env").write_text(re.sub(r"^#(\w+=)", r"\1", example, flags=re.MULTILINE))
    environment = {"PATH": os.environ["PATH"], "WAZUH_MCP_STATE_DIR": str(tmp_path / "state")}
    done = subprocess.run([PROGRAM, "token"], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    # It holds no secrets, and some of its examples need them.
    assert done.returncode == 2 and all(" is not set, but " in line for line in done.stderr.splitlines()), done


@pytest.mark.parametrize("command", ["run", "worker", "check"])
def test_production_makes_up_no_wazuh(tmp_path, command):
    told = words(
        tmp_path, *COMMANDS[command], ENVIRONMENT="production", AUTH_SECRET_KEY="k" * 32, TLS_CERT_FILE="c.pem", TLS_KEY_FILE="k.pem")
    assert told == ["WAZUH_HOST is not set, and ENVIRONMENT=production simulates no Wazuh: must be a host name or an address"]
