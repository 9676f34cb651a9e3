"""A service outside, played by this process."""

import contextlib
import http.server
import json
import threading


@contextlib.contextmanager
def stand_in(answers, tls=None):
    """A server that answers a path with JSON, by how the path begins, and keeps what it was asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def respond(self):
            asked.append((f"{self.command} {self.path}", dict(self.headers)))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found = [answer for beginning, answer in answers.items() if self.path.startswith(beginning)]
            body = json.dumps(found[0] if found else {}).encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = respond

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
