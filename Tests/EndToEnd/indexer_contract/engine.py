"""One engine, real or simulated, spoken to over HTTP; Python's standard library only."""
import base64
import http.client
import json
import ssl
import urllib.parse


class Engine:
    """url: http(s)://HOST:PORT; ca: PEM file to trust with https; passwords: of users whose password is not their name."""

    def __init__(self, name, url, ca=None, passwords=None):
        self.name, self.url, self.ca = name, url, ca
        self.passwords = passwords or {}
        parts = urllib.parse.urlsplit(url)
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=ca)
            self.connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=120, context=context)
        else:
            self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=120)

    def send(self, method, target, body=None, user="admin", content_type="application/json"):
        """Returns (status, headers, answer); the answer is decoded when it is JSON. A str body is sent as it is."""
        headers = {}
        if user:
            password = self.passwords.get(user, user)
            headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        if body is not None:
            headers["Content-Type"] = content_type
            body = (body if isinstance(body, str) else json.dumps(body)).encode()
        try:
            response, text = self.exchange(method, target, body, headers)
        except http.client.RemoteDisconnected:
            # A kept connection may have been closed for idleness meanwhile.
            self.connection.close()
            response, text = self.exchange(method, target, body, headers)
        try:
            return response.status, response.headers, json.loads(text)
        except ValueError:
            return response.status, response.headers, text

    def exchange(self, method, target, body, headers):
        self.connection.request(method, target, body, headers)
        response = self.connection.getresponse()
        return response, response.read().decode()

    def ask(self, method, target, body=None, **options):
        """Like send, but returns the answer alone and raises on a status of 400 or more."""
        status, _, answer = self.send(method, target, body, **options)
        if status >= 400:
            raise RuntimeError(f"{self.name}: {method} {target}: {status} {json.dumps(answer)[:600]}")
        return answer
