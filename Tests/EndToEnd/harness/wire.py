"""What passes between an SDK's client and the server: a transport of httpx that keeps a copy."""

import json

from harness import rpc, schemas


class Wire:
    """All messages of one client."""

    def __init__(self):
        self.methods = {}
        self.responses = []

    def sent(self, content):
        if not content:
            return
        message = json.loads(content)
        for one in message if isinstance(message, list) else [message]:
            if "id" in one and "method" in one:
                self.methods[one["id"]] = one["method"]

    def messages(self):
        """(message, method that it answers) of everything received."""
        for content_type, chunks in self.responses:
            text = b"".join(chunks).decode()
            if content_type.startswith("application/json"):
                found = [json.loads(text)]
            else:
                found = [json.loads(data) for name, data in rpc.events(text) if name == "message"]
            for message in found:
                yield message, self.methods.get(message.get("id"))

    def check(self, version):
        """Validates everything received; returns how many messages that were."""
        count = 0
        for message, method in self.messages():
            schemas.check(message, version, method)
            count += 1
        return count


def recording_transport(library, wire, tls):
    """An asynchronous transport of `httpx` or `httpx2` that tells `wire` what passes."""

    class Recorded(library.AsyncByteStream):
        def __init__(self, stream, chunks):
            self.stream, self.chunks = stream, chunks

        async def __aiter__(self):
            async for chunk in self.stream:
                self.chunks.append(chunk)
                yield chunk

        async def aclose(self):
            await self.stream.aclose()

    class Recording(library.AsyncHTTPTransport):
        async def handle_async_request(self, request):
            wire.sent(await request.aread())
            response = await super().handle_async_request(request)
            kind = response.headers.get("Content-Type", "")
            if kind.startswith(("application/json", "text/event-stream")):
                chunks = []
                wire.responses.append((kind, chunks))
                response.stream = Recorded(response.stream, chunks)
            return response

    return Recording(verify=tls)
