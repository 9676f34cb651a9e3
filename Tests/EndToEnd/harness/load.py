"""Many clients at once over plain HTTP on the loopback, cheap enough for two cores."""

import asyncio
import json

from harness.rpc import BOTH, initialize, notification, request


class Broken(Exception):
    """A connection that ended without an answer, or an answer that is no HTTP."""


class Connection:
    """A keep-alive connection; opens itself again when the server has closed it."""

    def __init__(self, address, token):
        self.address, self.token = address, token
        self.reader = self.writer = None

    def fields(self, extra):
        host, port = self.address
        fields = {"Host": f"{host}:{port}", "Authorization": f"Bearer {self.token}", "Accept": BOTH} | extra
        return "".join(f"{name}: {value}\r\n" for name, value in fields.items())

    async def connect(self):
        self.reader, self.writer = await asyncio.open_connection(*self.address, limit=1 << 22)

    async def send(self, method, path, extra, body=b""):
        """(status, headers, body) of one exchange."""
        head = f"{method} {path} HTTP/1.1\r\n{self.fields(extra)}Content-Length: {len(body)}\r\n\r\n"
        for attempt in (1, 2):
            reused = self.writer is not None
            if not reused:
                await self.connect()
            try:
                self.writer.write(head.encode() + body)
                status, headers = await read_head(self.reader)
                payload = await read_body(self.reader, status, headers)
                if headers.get("connection") == "close":
                    self.close()
                return status, headers, payload
            except (OSError, asyncio.IncompleteReadError) as error:
                self.close()
                if not reused or attempt == 2:
                    raise Broken(str(error)) from error
        raise Broken("no answer")

    async def post(self, message, path="/mcp", session=None):
        extra = {"Content-Type": "application/json"} | ({"Mcp-Session-Id": session} if session else {})
        return await self.send("POST", path, extra, json.dumps(message).encode())

    def close(self):
        if self.writer:
            self.writer.transport.abort()
        self.reader = self.writer = None


async def read_head(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(lines[0].split()[1]), headers


async def read_body(reader, status, headers):
    if status == 204:
        return b""
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    body = b""
    while headers.get("transfer-encoding") == "chunked":
        size = int(await reader.readuntil(b"\r\n"), 16)
        body += (await reader.readexactly(size + 2))[:-2]
        if size == 0:
            break
    return body


class Stream:
    """An open event stream whose messages arrive in a queue."""

    def __init__(self, address, token):
        self.connection = Connection(address, token)
        self.messages = asyncio.Queue()
        self.endpoint = asyncio.get_running_loop().create_future()
        self.ended = None
        self.task = None

    async def open(self):
        """Opens `/sse` and returns the path for its messages."""
        await self.connection.connect()
        head = f"GET /sse HTTP/1.1\r\n{self.connection.fields({'Accept': 'text/event-stream'})}\r\n"
        self.connection.writer.write(head.encode())
        status, headers = await read_head(self.connection.reader)
        if status != 200:
            raise Broken(f"/sse answers {status}: {await read_body(self.connection.reader, status, headers)!r}")
        self.task = asyncio.create_task(self.read(headers.get("transfer-encoding") == "chunked"))
        return await asyncio.wait_for(asyncio.shield(self.endpoint), 30)

    async def read(self, is_chunked):
        reader, text = self.connection.reader, b""
        try:
            while True:
                if is_chunked:
                    size = int(await reader.readuntil(b"\r\n"), 16)
                    piece = (await reader.readexactly(size + 2))[:-2]
                else:
                    piece = await reader.read(65536)
                if not piece:
                    raise Broken("the stream has ended")
                text += piece.replace(b"\r\n", b"\n")
                while b"\n\n" in text:
                    block, _, text = text.partition(b"\n\n")
                    self.take(block.decode())
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self.ended = error
            if not self.endpoint.done():
                self.endpoint.set_exception(error)

    def take(self, block):
        name, data = "message", ""
        for line in block.split("\n"):
            field, _, value = line.partition(":")
            if field == "event":
                name = value.strip()
            elif field == "data":
                data += value.removeprefix(" ")
        if name == "endpoint":
            self.endpoint.set_result(data)
        elif data:
            self.messages.put_nowait(json.loads(data))

    async def close(self):
        if self.task:
            self.task.cancel()
        self.connection.close()


class StreamableClient:
    """A session on `/mcp`."""

    def __init__(self, address, token):
        self.connection = Connection(address, token)
        self.session = None

    async def open(self):
        status, headers, body = await self.connection.post(initialize())
        if status != 200:
            raise Broken(f"initialize answers {status}: {body!r}")
        self.session = headers["mcp-session-id"]
        await self.connection.post(notification("notifications/initialized"), session=self.session)

    async def ask(self, id, method, params=None):
        """(status, headers, body) of a request."""
        return await self.connection.post(request(method, params, id), session=self.session)

    async def close(self):
        self.connection.close()


class EventStreamClient:
    """A session on `/sse`: what is asked on `/messages` is answered on the stream."""

    def __init__(self, address, token):
        self.connection = Connection(address, token)
        self.stream = Stream(address, token)
        self.path = None

    async def open(self):
        self.path = await self.stream.open()
        await self.ask(0, "initialize", initialize("2024-11-05")["params"])
        await self.connection.post(notification("notifications/initialized"), path=self.path)

    async def ask(self, id, method, params=None):
        """(status, headers, body) of a request: of its POST when that is refused, else of the message on the stream."""
        status, headers, body = await self.connection.post(request(method, params, id), path=self.path)
        if status != 202:
            return status, headers, body
        while True:
            answer = await asyncio.wait_for(self.stream.messages.get(), 15)
            if answer.get("id") == id:
                return 200, headers, json.dumps(answer).encode()

    async def close(self):
        await self.stream.close()
        self.connection.close()
