"""The servers that are measured, and the stub manager that all of them ask."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import secrets
import signal
import subprocess
import time
from collections.abc import Callable
from typing import NamedTuple

import machine

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
ANCHORS = REPOSITORY.parent / "shared/anchors"
PROGRAM = REPOSITORY / ".build/release/wazuh-mcp"
AGENTS = 100
OURS, ECHO, RUST = "this server", "bare libfcgi echo", "Rust SDK"
SDKS = {"rust": RUST, "go": "Go SDK"}


class Target(NamedTuple):
    name: str
    port: int
    token: str
    # The processes of all of it, and those of its workers, at each look: nginx listens before it has forked those that work.
    processes: Callable[[], set]
    workers: Callable[[], set]
    # The echo has no protocol: it answers every POST.
    is_echo: bool = False


class Servers:
    """Starts what is measured; all of it ends with this."""

    def __init__(self, folder, workers):
        self.folder, self.workers = pathlib.Path(folder), workers
        self.processes, self.stops = [], []

    def start(self, name, command, port, **options):
        """Starts a process, with a group of its own so that what it leaves behind can be ended too; waits for its port or socket."""
        log = self.folder / f"{name}.log"
        with open(log, "w") as out:
            process = subprocess.Popen(
                [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, **options)
        self.processes.append(process)
        machine.wait_for(port, process, log)
        return process

    def stop(self):
        try:
            for action in reversed(self.stops):
                action()
        finally:
            for process in reversed(self.processes):
                machine.end_group(process)

    # --- the manager and the indexer ---

    def stub_manager(self):
        """A manager of 100 agents that answers as fast as nginx can, whatever is asked: it is never what is measured."""
        token = json.dumps({"data": {"token": jwt("stub", exp=int(time.time()) + 86_400, nbf=int(time.time()))}, "error": 0})
        self.manager_port = self.stub("manager", {
            "agents.json": json.dumps(answer_with([agent(number) for number in range(1, AGENTS + 1)])),
            "other.json": json.dumps({
                "data": {"title": "Wazuh API REST", "api_version": "4.14.1", "revision": 41412, "license_name": "GPL 2.0",
                         "hostname": "stub", "timestamp": "2026-11-21T00:00:00Z"}, "error": 0}),
        }, f"""
        location = /security/user/authenticate {{ return 200 '{token}'; }}
        location = /agents {{ try_files /agents.json =404; }}
        location / {{ try_files /other.json =404; }}""")

    def stub_indexer(self, answer):
        """The port of an indexer that gives this answer to every search, whatever is searched for."""
        files = {"answer.json": answer, "health.json": json.dumps({"status": "green"})}
        # Files answer GET alone; what they refuse is given by the way that errors have.
        return self.stub("indexer", files, """
        location = /_cluster/health { try_files /health.json =404; }
        location = /answer.json { }
        location / { error_page 405 =200 /answer.json; try_files /answer.json =404; }""")

    def stub(self, name, files, locations):
        """The port of an nginx that serves files over HTTPS."""
        folder = self.folder / name
        folder.mkdir()
        certificate(folder)
        for file, content in files.items():
            (folder / file).write_text(content)
        port = machine.free_port()
        # nginx started by root gives up its rights, and could not read a temporary folder any more.
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(f"""
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr warn;
daemon off;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    fastcgi_temp_path {folder}/fastcgi;
    proxy_temp_path {folder}/proxy;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    default_type application/json;
    keepalive_requests 100000000;
    open_file_cache max=10;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        root {folder};{locations}
    }}
}}
""")
        self.start(name, ["nginx", "-c", folder / "nginx.conf", "-e", "stderr"], port)
        return port

    # --- ours, and the echo behind the same nginx ---

    def environment(self, indexer_port=None):
        """Of a server of ours that asks the stubs."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WAZUH_")} | {
            "MCP_PORT": str(machine.free_port()), "MCP_TLS_PORT": str(machine.free_port()), "WAZUH_MCP_STATE_DIR": str(self.folder / "state"),
            "WAZUH_HOST": "127.0.0.1", "WAZUH_PORT": str(self.manager_port), "WAZUH_USER": "stub", "WAZUH_PASS": "stub-pass",
            "WAZUH_VERIFY_SSL": "false"}
        if indexer_port:
            environment |= {
                "WAZUH_INDEXER_HOST": "127.0.0.1", "WAZUH_INDEXER_PORT": str(indexer_port), "WAZUH_INDEXER_USER": "stub",
                "WAZUH_INDEXER_PASS": "stub-pass", "WAZUH_INDEXER_VERIFY_SSL": "false"}
        return environment

    def ours(self, indexer_port=None):
        environment = self.environment(indexer_port)
        done = subprocess.run(
            [REPOSITORY / "scripts/run", "--detach", "--json", "--workers", str(self.workers)], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit("bench: scripts/run has failed")
        told = json.loads(done.stdout)
        self.stops.append(lambda: subprocess.run([REPOSITORY / "scripts/stop"], env=environment, stdout=subprocess.DEVNULL))
        processes = lambda: self.of_state(self.folder / "state")
        is_worker = lambda command: command[0].endswith("wazuh-mcp") and "worker" in command
        workers = lambda: {pid for pid in processes() if is_worker(self.command(pid))}
        return Target(OURS, int(environment["MCP_PORT"]), told["token"], processes, workers)

    def echo(self):
        folder = self.folder / "echo"
        for part in ("log", "tmp"):
            (folder / part).mkdir(parents=True)
        certificate(folder)
        subprocess.run(["cc", "-O2", "-o", folder / "echo", REPOSITORY / "scripts/bench.d/echo.c", "-lfcgi"], check=True)
        port, socket = machine.free_port(), folder / "echo.sock"
        environment = os.environ | {
            "MCP_PORT": str(port), "MCP_TLS_PORT": str(machine.free_port()), "TLS_CERT_FILE": str(folder / "certificate.pem"),
            "TLS_KEY_FILE": str(folder / "key.pem"), "NGINX_WORKERS": f"unix:{socket}", "NGINX_PUBLISHER": f"unix:{folder}/publish.sock"}
        if os.geteuid() == 0:
            environment["NGINX_USER"] = "root"
        rendered = subprocess.run([REPOSITORY / "nginx/render", folder], env=environment, capture_output=True, text=True)
        if rendered.returncode:
            raise SystemExit(f"bench: nginx/render has failed: {rendered.stderr}")
        workers = self.start("echo-workers", [
            "spawn-fcgi", "-n", "-s", socket, "-M", "0600", "-b", "4096", "--",
            "/usr/bin/multiwatch", "-f", self.workers, "--", folder / "echo"], socket)
        front = self.start("echo", ["nginx", "-p", folder, "-c", folder / "nginx/nginx.conf", "-e", "stderr"], port)
        family = lambda *roots: lambda: machine.family([root.pid for root in roots])
        return Target(ECHO, port, "none", family(workers, front), family(workers), True)

    # --- the anchors ---

    def anchor(self, name, catalogue):
        """A server on the official SDK of another language, with our catalogue of tools."""
        port, secret = machine.free_port(), secrets.token_hex(32)
        process = self.start(name, [ANCHORS / f"bin/mcp-{name}"], port, env=os.environ | {
            "PORT": str(port), "TOOLS": str(catalogue), "JWT_SECRET": secret, "WAZUH_URL": f"https://127.0.0.1:{self.manager_port}",
            "WAZUH_USER": "stub", "WAZUH_PASS": "stub-pass"})
        token = jwt(secret, sub="bench", exp=int(time.time()) + 7200)
        return Target(SDKS[name], port, token, lambda: {process.pid}, lambda: {process.pid})

    @staticmethod
    def command(pid):
        try:
            return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return [""]

    def of_state(self, state):
        """The processes that name a state folder, with their descendants."""
        mark = str(state).encode()
        found = set()
        for entry in os.listdir("/proc"):
            if not entry.isdigit() or int(entry) == os.getpid():
                continue
            try:
                folder = pathlib.Path(f"/proc/{entry}")
                if mark in (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes():
                    found.add(int(entry))
            except OSError:
                continue
        return machine.family(found)


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"], check=True, capture_output=True)


def jwt(secret, **claims):
    part = lambda data: base64.urlsafe_b64encode(data).rstrip(b"=")
    signed = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(hmac.new(secret.encode(), signed, hashlib.sha256).digest())).decode()


def agent(number):
    """An agent as the manager tells it (GET /agents)."""
    return {
        "id": f"{number:03d}", "name": f"host-{number:03d}", "ip": f"10.1.0.{number}", "registerIP": "any",
        "status": "active" if number % 5 else "disconnected",
        "os": {"arch": "x86_64", "codename": "bookworm", "major": "12", "name": "Debian GNU/Linux", "platform": "debian",
               "uname": "Linux |host| 6.1.0", "version": "12"},
        "version": "Wazuh v4.14.1", "manager": "wz-master", "node_name": "node01", "group": ["default", "linux"],
        "dateAdd": "2026-01-05T10:00:00+00:00", "lastKeepAlive": "2026-11-21T00:00:00+00:00", "mergedSum": "9a8b7c" * 5,
        "configSum": "ab73af41699f13fdd81903b5f23d8d00", "group_config_status": "synced", "status_code": 0,
    }


def answer_with(items):
    return {"data": {"affected_items": items, "total_affected_items": len(items), "total_failed_items": 0, "failed_items": []},
            "message": "All selected agents information was returned", "error": 0}
