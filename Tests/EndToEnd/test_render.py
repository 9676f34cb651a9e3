"""nginx/render and nginx/certificate: what they write, and that they refuse what the program refuses, with the same words."""

import os
import re
import subprocess

import pytest

from harness.instance import PROGRAM, REPOSITORY


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    certificate(folder, "localhost")
    return folder


def certificate(folder, *names):
    subprocess.run([REPOSITORY / "nginx/certificate", folder, *names], check=True, capture_output=True, timeout=60)
    shown = subprocess.run(
        ["openssl", "x509", "-in", folder / "server.pem", "-noout", "-ext", "subjectAltName"], check=True, capture_output=True, text=True)
    return shown.stdout


def render(folder, tls, **variables):
    environment = {
        "PATH": os.environ["PATH"], "TLS_CERT_FILE": str(tls / "server.pem"), "TLS_KEY_FILE": str(tls / "server.key"),
        "NGINX_WORKERS": f"unix:{folder}/worker.sock", "NGINX_PUBLISHER": f"unix:{folder}/publish.sock"} | variables
    return subprocess.run([REPOSITORY / "nginx/render", folder], env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


def rendered(folder, tls, **variables):
    done = render(folder, tls, **variables)
    assert done.returncode == 0, done.stderr
    return (folder / "nginx/nginx.conf").read_text()


@pytest.mark.parametrize("variables, listens, names", [
    ({}, "127.0.0.1:8443", []),
    ({"MCP_HOST": "fd00::1"}, "[fd00::1]:8443", ["[fd00::1]"]),
    ({"MCP_HOST": "[fd00::1]", "MCP_TLS_PORT": "443"}, "[fd00::1]:443", ["[fd00::1]"]),
    ({"MCP_HOST": "::", "MCP_PUBLIC_URL": "https://[FD00::2]:9443/"}, "[::]:8443", ["[::]", "[fd00::2]"]),
    ({"MCP_PUBLIC_URL": "https://mcp.example:9443"}, "127.0.0.1:8443", ["mcp.example"]),
    ({"ALLOWED_HOSTS": "a.example, *.b.example fd00::3,[fd00::4]"}, "127.0.0.1:8443",
     ["a.example", "*.b.example", "[fd00::3]", "[fd00::4]"]),
])
def test_it_listens_on_the_address_and_answers_to_its_names(tmp_path, tls, variables, listens, names):
    text = rendered(tmp_path, tls, **variables)
    assert f"listen {listens} ssl http2;" in text
    [told] = re.findall(r"^ *server_name (.*\S) *;$", text, re.MULTILINE)[1:]
    assert sorted(told.split()) == sorted({"localhost", "127.0.0.1", "[::1]", *names})


REFUSED = [
    ("MCP_HOST", "fd00:1"), ("MCP_HOST", "127.0.0.1:80"), ("MCP_PORT", "0"), ("MCP_PORT", "65536"), ("MCP_PORT", "+80"),
    ("MCP_PORT", "99999999999999999999"), ("MCP_TLS_PORT", "8443x"), ("MCP_PUBLIC_URL", "https://fd00::1"),
    ("MCP_PUBLIC_URL", "https://a.example/path"), ("ALLOWED_HOSTS", "a.example:80"), ("ALLOWED_HOSTS", "a.*.example"),
    ("ALLOWED_ORIGINS", "claude.ai"), ("ALLOWED_ORIGINS", "https://claude.ai/"), ("NGINX_CONNECTIONS", "many"),
    ("NGINX_CONNECTIONS_PER_ADDRESS", "0"), ("NGINX_PROCESSES", "-1"), ("NGINX_STREAM_MEMORY", "256"), ("NGINX_USER", "no body"),
    ("NGINX_WORKERS", "unix:relative"), ("NGINX_SIMULATOR", "localhost"), ("NGINX_ACCESS_LOG", "access.log"),
    ("NGINX_PLAIN_ADDRESS", "a b"), ("SIM_MANAGER_PORT", "0"),
]


@pytest.mark.parametrize("name, value", REFUSED)
def test_it_refuses_what_the_program_refuses(tmp_path, tls, name, value):
    done = render(tmp_path, tls, **{name: value})
    assert done.returncode == 2 and done.stderr.startswith(f'{name} is "{value}": must be '), done
    program = subprocess.run(
        [PROGRAM, "keys", "list"], env={"PATH": os.environ["PATH"], name: value}, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert program.returncode == 2 and program.stderr == "".join(f"wazuh-mcp: configuration: {line}\n" for line in done.stderr.splitlines())


@pytest.mark.parametrize("variables, problem", [
    ({"TLS_CERT_FILE": ""}, "TLS_CERT_FILE is not set: must be the path of a PEM file"),
    ({"TLS_KEY_FILE": "/nothing.pem"}, 'TLS_KEY_FILE is "/nothing.pem": must be a file that can be read'),
    ({"NGINX_WORKERS": ""}, "NGINX_WORKERS is not set: must be unix:PATH or HOST:PORT"),
    ({"NGINX_ACCESS_LOG": '/a";b'}, 'NGINX_ACCESS_LOG is "/a";b": must be without quotes'),
    ({"NGINX_WORKERS": "unix:/a$b"}, 'NGINX_WORKERS is "unix:/a$b": must be without quotes'),
    ({"NGINX_WORKERS": "unix:/" + "a" * 107}, "must be a path of 107 characters at most"),
    ({"MCP_PORT": "8443"}, 'MCP_TLS_PORT is "8443": must be another port than MCP_PORT'),
])
def test_it_refuses_what_nginx_cannot_use(tmp_path, tls, variables, problem):
    done = render(tmp_path, tls, **variables)
    assert done.returncode == 2 and problem in done.stderr, done


def test_files_may_be_named_from_the_working_folder(tmp_path, tls):
    for name in ("server.pem", "server.key"):
        (tmp_path / name).write_bytes((tls / name).read_bytes())
    rendered(tmp_path, tls, TLS_CERT_FILE="server.pem", TLS_KEY_FILE="server.key")
    assert f'ssl_certificate "{tmp_path}/server.pem";' in (tmp_path / "nginx/tls.conf").read_text()


def test_certificates_name_addresses_with_and_without_brackets(tmp_path):
    told = certificate(tmp_path, "localhost", "::1", "[fd00::1]", "10.0.0.1", "mcp.example")
    for name in ["DNS:localhost", "DNS:mcp.example", "IP Address:10.0.0.1", "IP Address:FD00:0:0:0:0:0:0:1", "IP Address:0:0:0:0:0:0:0:1"]:
        assert name in told
