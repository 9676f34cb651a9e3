"""A web server in front of a simulated Wazuh service: keeps what it is asked, and misbehaves on command."""

import dataclasses
import http.client
import http.server
import pathlib
import socket
import ssl
import subprocess
import threading

from harness import processes
from harness.instance import Instance, free_port

# What a page of a proxy holds that no answer of a tool may repeat.
MARK = "page-of-a-proxy"
PAGE = f"<!DOCTYPE html><html><head><title>{MARK}</title></head><body><h1>{MARK}</h1></body></html>".encode()
SLOW = 10


@dataclasses.dataclass(frozen=True)
class Asked:
    """A request that a service was sent."""

    method: str
    target: str
    headers: dict
    body: bytes


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body go out as one; a fault may take the body away.
    wbufsize = -1

    def log_message(self, *_):
        pass

    def handle_any(self):
        upstream = self.server.upstream
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        upstream.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        fault = upstream.fault
        if fault == "429":
            self.answer(429, "text/html", PAGE, {"Retry-After": "30"})
        elif fault == "503":
            self.answer(503, "text/html", PAGE)
        elif fault == "html":
            self.answer(200, "text/html", PAGE)
        elif fault == "login" and "/authenticate" not in self.path:
            self.answer(401, "application/problem+json", b'{"title": "Unauthorized", "detail": "Invalid token"}')
        elif fault in ("hanging", "login") or (fault == "slow" and self.server.closing.wait(SLOW)):
            self.server.closing.wait()
            self.close_connection = True
        else:
            self.forward(body, fault)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def forward(self, body, fault):
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "accept-encoding", "connection")}
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.upstream.target, context=self.server.upstream.trust, timeout=60)
        try:
            connection.request(self.command, self.path, body or None, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        kind = response.headers.get("Content-Type", "application/json")
        if fault == "cut":
            content = content[:len(content) // 2]
        if fault == "truncated":
            self.answer(response.status, kind, content[:len(content) // 2], length=len(content))
            self.close_connection = True
        else:
            self.answer(response.status, kind, content)

    def answer(self, status, kind, content, fields=None, length=None):
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content) if length is None else length), **(fields or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, upstream, context):
        super().__init__(("127.0.0.1", upstream.port), Handler)
        self.upstream, self.context = upstream, context
        self.closing = threading.Event()
        self.open = set()

    def finish_request(self, request, client_address):
        self.open.add(request)
        try:
            with self.context.wrap_socket(request, server_side=True) as connection:
                self.open.add(connection)
                try:
                    super().finish_request(connection, client_address)
                finally:
                    self.open.discard(connection)
        finally:
            self.open.discard(request)

    def handle_error(self, request, client_address):
        """Clients that give up are part of the play."""

    def end(self):
        self.closing.set()
        self.shutdown()
        self.server_close()
        for connection in list(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Upstream:
    """One of Wazuh's services as a server of ours meets it.

    - target: the port of the simulated service.
    - tls: the folder with its certificate (`server.pem`, `server.key`) and authority (`ca.pem`).
    - folder: where a certificate that nobody trusts is made.
    """

    FAULTS = ["refused", "slow", "hanging", "429", "503", "html", "truncated", "cut", "self-signed"]
    # The manager has forgotten its tokens, and hangs when asked for another.
    OF_MANAGER = ["login"]

    def __init__(self, target, tls, folder):
        self.target, self.port = target, free_port()
        self.trust = ssl.create_default_context(cafile=tls / "ca.pem")
        self.asked = []
        self.fault = None
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        own.load_cert_chain(tls / "server.pem", tls / "server.key")
        stranger = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        stranger.load_cert_chain(*self_signed(folder, str(self.port)))
        self.contexts = {None: own, "self-signed": stranger}
        self.server = None
        self.begin()

    def begin(self):
        self.server = Server(self, self.contexts.get(self.fault, self.contexts[None]))
        # Polls for its end: a short time, because faults come and go.
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def end(self):
        if self.server:
            self.server.end()
            self.server = None

    def set(self, fault):
        """Misbehaves from now on; None heals. Connections end, as they do when a service is started again."""
        assert fault is None or fault in self.FAULTS + self.OF_MANAGER
        self.end()
        self.fault = fault
        if fault != "refused":
            self.begin()


def self_signed(folder, name):
    certificate, key = pathlib.Path(folder) / f"{name}.pem", pathlib.Path(folder) / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True)
    return certificate, key


def variables_of(instance):
    """What the workers of an instance were told of Wazuh."""
    told = processes.read(instance.worker_pids()[0], "environ").decode().split("\0")
    return {name: value for name, _, value in (line.partition("=") for line in told) if name.startswith("WAZUH_")}


@dataclasses.dataclass
class Behind:
    """A server of ours whose manager and indexer misbehave on command."""

    instance: Instance
    manager: Upstream
    indexer: Upstream
    password: str

    @classmethod
    def start(cls, simulating, folder, workers=2):
        """Starts one before the services that an instance simulates."""
        told = variables_of(simulating)
        tls = pathlib.Path(simulating.state_dir) / "tls"
        manager, indexer = (Upstream(int(told[name]), tls, folder) for name in ("WAZUH_PORT", "WAZUH_INDEXER_PORT"))
        kept = {name: told[name] for name in (
            "WAZUH_HOST", "WAZUH_USER", "WAZUH_PASS", "WAZUH_CA_FILE", "WAZUH_INDEXER_HOST", "WAZUH_INDEXER_USER", "WAZUH_INDEXER_PASS")}
        started = Instance.start(
            folder / "state", workers, **kept, WAZUH_PORT=str(manager.port), WAZUH_INDEXER_PORT=str(indexer.port))
        return cls(started, manager, indexer, told["WAZUH_PASS"])

    def stop(self):
        self.instance.stop()
        self.manager.end()
        self.indexer.end()

    def heal(self):
        for upstream in (self.manager, self.indexer):
            if upstream.fault:
                upstream.set(None)
