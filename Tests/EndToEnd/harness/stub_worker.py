"""A FastCGI worker that does what a test says, behind a real nginx with the product's configuration."""

import contextlib
import os
import socket
import struct
import subprocess
import threading

from harness.instance import REPOSITORY, free_port
from harness.waiting import wait_until

BEGIN, END, PARAMETERS, INPUT, OUTPUT, ERRORS = 1, 3, 4, 5, 6, 7
# What asks nginx to close an idle connection: an empty record of error output.
DISMISSAL = struct.pack(">BBHHBB", 1, ERRORS, 1, 0, 0, 0)
ANSWER = b"Status: 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def record(kind, content=b""):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def answer():
    return record(OUTPUT, ANSWER) + record(OUTPUT) + record(END, bytes(8))


class StubWorker:
    """Listens on a Unix socket; `reply` is called for each request and says what is sent, None to close without a word."""

    def __init__(self, path):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(path))
        self.listener.listen(64)
        self.connections = []
        self.ended = set()
        # (number of the connection, method) of each request.
        self.requests = []
        self.reply = lambda method: answer()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self.listener.accept()[0]
                self.connections.append(connection)
                threading.Thread(target=self._serve, args=(len(self.connections) - 1,), daemon=True).start()

    def _serve(self, number):
        connection, method, parameters = self.connections[number], "", b""
        with contextlib.suppress(OSError), connection.makefile("rb") as stream:
            while len(head := stream.read(8)) == 8:
                _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", head)
                content = stream.read(length + padding)[:length]
                if kind == PARAMETERS:
                    parameters += content
                if kind != INPUT or length:
                    continue
                method = "POST" if b"REQUEST_METHODPOST" in parameters else "GET"
                self.requests.append((number, method))
                parameters = b""
                reply = self.reply(method)
                if reply is None:
                    break
                connection.sendall(reply)
        self.ended.add(number)
        self.close(number)

    def send(self, number, content):
        self.connections[number].sendall(content)

    def close(self, number):
        with contextlib.suppress(OSError):
            self.connections[number].shutdown(socket.SHUT_RDWR)

    def stop(self):
        self.listener.close()
        for number in range(len(self.connections)):
            self.close(number)


@contextlib.contextmanager
def behind_nginx(folder):
    """A stub worker and the port of plain HTTP."""
    subprocess.run([REPOSITORY / "nginx/certificate", folder / "tls", "localhost"], check=True, capture_output=True)
    worker = StubWorker(folder / "worker.sock")
    port = free_port()
    environment = os.environ | {
        "MCP_PORT": str(port), "MCP_TLS_PORT": str(free_port()), "TLS_CERT_FILE": f"{folder}/tls/server.pem",
        "TLS_KEY_FILE": f"{folder}/tls/server.key", "NGINX_WORKERS": f"unix:{folder}/worker.sock", "NGINX_PUBLISHER": f"unix:{folder}/publish.sock",
        "NGINX_PROCESSES": "1"} | ({"NGINX_USER": "root"} if os.geteuid() == 0 else {})
    subprocess.run([REPOSITORY / "nginx/render", folder], env=environment, check=True, capture_output=True)
    front = subprocess.Popen([REPOSITORY / "nginx/serve", folder], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def listens():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(listens)
        yield worker, port
    finally:
        front.terminate()
        front.wait(10)
        worker.stop()
