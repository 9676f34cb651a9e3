"""HTTP/1.1 by hand over a socket: for requests that no decent client sends."""

import json
import socket
import time


class Reply:
    def __init__(self, head, body):
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1])
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.strip().lower()] = value.strip()
        self.body = body

    @property
    def content_type(self):
        return self.headers.get("content-type", "")

    def json(self):
        return json.loads(self.body)


def connect(instance, local=False, timeout=30):
    host, port = instance.local_address if local else instance.address
    plain = socket.create_connection((host, port), timeout)
    return plain if local else instance.tls.wrap_socket(plain, server_hostname=host)


def host_field(instance, local=False):
    host, port = instance.local_address if local else instance.address
    return f"{host}:{port}"


def head(method, path, fields):
    """A request head; fields are pairs, so that one can stand twice; bytes pass through as they are."""
    path = path if isinstance(path, bytes) else path.encode()
    out = method.encode() + b" " + path + b" HTTP/1.1\r\n"
    for name, value in fields:
        out += name.encode("latin-1") + b": " + (value if isinstance(value, bytes) else str(value).encode("latin-1")) + b"\r\n"
    return out + b"\r\n"


def exchange(instance, request_head, pieces=(), local=False, timeout=30):
    """Sends a head and the pieces of a body as far as the server takes them, and reads the answer."""
    with connect(instance, local, timeout) as connection:
        try:
            connection.sendall(request_head)
            for piece in pieces:
                connection.sendall(piece)
        except OSError:
            pass  # the server has answered and takes no more
        return read_reply(connection, request_head.startswith(b"HEAD"))


def read_reply(connection, is_head=False):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ConnectionError(f"the connection ended without an answer: {data[:200]!r}")
        data += piece
    start, _, body = data.partition(b"\r\n\r\n")
    reply = Reply(start, b"")
    if is_head or reply.status in (204, 304):
        return reply
    if "content-length" in reply.headers:
        wanted = int(reply.headers["content-length"])
        while len(body) < wanted and (piece := connection.recv(65536)):
            body += piece
    elif reply.headers.get("transfer-encoding") == "chunked":
        while not body.endswith(b"0\r\n\r\n") and (piece := connection.recv(65536)):
            body += piece
        body = unchunk(body)
    else:
        while piece := connection.recv(65536):
            body += piece
    reply.body = body
    return reply


def unchunk(data):
    body = b""
    while data:
        size, _, data = data.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            break
        body, data = body + data[:length], data[length + 2:]
    return body


def chunked(body, size=65536):
    """The pieces of a chunked body."""
    for start in range(0, len(body), size):
        piece = body[start:start + size]
        yield b"%x\r\n" % len(piece) + piece + b"\r\n"
    yield b"0\r\n\r\n"


class EventStream:
    """An open event stream, read as it comes."""

    def __init__(self, instance, path, headers, local=False, accept="text/event-stream"):
        self.connection = connect(instance, local)
        fields = [("Host", host_field(instance, local)), *([("Accept", accept)] if accept else []), *headers.items()]
        self.connection.sendall(head("GET", path, fields))
        data = b""
        while b"\r\n\r\n" not in data:
            piece = self.connection.recv(65536)
            if not piece:
                raise ConnectionError("the stream ended before its head")
            data += piece
        start, _, rest = data.partition(b"\r\n\r\n")
        self.reply = Reply(start, rest)
        self.is_chunked = self.reply.headers.get("transfer-encoding") == "chunked"
        self.raw, self.text = rest, ""

    def _feed(self):
        """Moves whole chunks from the bytes to the text."""
        if not self.is_chunked:
            self.text += self.raw.decode()
            self.raw = b""
            return
        while b"\r\n" in self.raw:
            size, _, rest = self.raw.partition(b"\r\n")
            length = int(size, 16)
            if len(rest) < length + 2:
                return
            if length == 0:
                raise ConnectionError("the stream has ended")
            self.text += rest[:length].decode()
            self.raw = rest[length + 2:]

    def next(self, seconds=10):
        """The next (event, data) pair; comments are passed over."""
        end = time.monotonic() + seconds
        while True:
            self._feed()
            text = self.text.replace("\r\n", "\n")
            while "\n\n" in text:
                block, _, text = text.partition("\n\n")
                self.text = text
                name, data = "message", []
                for line in block.split("\n"):
                    field, _, value = line.partition(":")
                    value = value.removeprefix(" ")
                    if field == "event":
                        name = value
                    elif field == "data":
                        data.append(value)
                if data:
                    return name, "\n".join(data)
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no event within {seconds} s; read so far: {self.text[:300]!r}")
            self.connection.settimeout(left)
            piece = self.connection.recv(65536)
            if not piece:
                raise ConnectionError("the stream has ended")
            self.raw += piece

    def message(self, seconds=10):
        """The next JSON-RPC message."""
        return json.loads(self.next(seconds)[1])

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
