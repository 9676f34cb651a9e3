"""Sessions: who owns them, how they end, and how credentials are asked for."""

import uuid

import pytest

from harness import schemas
from harness.raw import EventStream
from harness.rpc import Caller, error_message, initialize, notification, request
from harness.tokens import TokenMaker
from harness.waiting import wait_until


@pytest.fixture(scope="module")
def stranger(instance):
    """Another principal with the same rights."""
    return Caller(instance, TokenMaker(instance).make(sub=f"stranger-{uuid.uuid4()}"))


def bearer(caller):
    return {"Authorization": f"Bearer {caller.token}"}


def open_stream(caller, local=False):
    """An open /sse stream and the path for its messages."""
    stream = EventStream(caller.instance, "/sse", bearer(caller), local)
    assert stream.reply.status == 200, stream.reply.body
    name, path = stream.next()
    assert name == "endpoint" and path.startswith("/messages?session_id="), (name, path)
    return stream, path


def test_delete_ends_a_session(caller):
    session = caller.open()
    assert caller.post(request("ping"), session=session).status_code == 200
    assert caller.delete(session).status_code in (200, 204)
    response = caller.post(request("ping"), session=session)
    assert response.status_code == 404
    error_message(response.headers["Content-Type"], response.content)
    assert caller.delete(session).status_code == 404


def test_a_session_of_another_principal_does_not_exist(caller, stranger):
    session = caller.open()
    unknown = caller.post(request("ping"), session="y" * len(session))
    foreign = stranger.post(request("ping"), session=session)
    assert (foreign.status_code, foreign.json()) == (unknown.status_code, unknown.json())
    assert foreign.status_code == 404
    assert stranger.delete(session).status_code == 404
    assert stranger.get("/mcp", headers={"Mcp-Session-Id": session, "Accept": "text/event-stream"}).status_code == 404
    assert caller.post(request("ping"), session=session).status_code == 200


def test_session_ids_are_long_and_never_the_same(caller):
    sessions = {caller.open() for _ in range(20)}
    assert len(sessions) == 20
    assert all(len(session) >= 22 and session.isascii() and session.isprintable() for session in sessions)


def test_a_conversation_over_the_event_stream(caller):
    stream, path = open_stream(caller)
    with stream:
        assert stream.reply.content_type.startswith("text/event-stream")
        for body in (initialize("2024-11-05", id=0), request("ping", id="p"), request("tools/list", {}, id=2)):
            response = caller.post(body, path=path)
            assert response.status_code == 202, response.text
            answer = stream.message()
            assert answer["id"] == body["id"] and "result" in answer
            schemas.check(answer, "2024-11-05", body["method"])
        assert caller.post(notification("notifications/initialized"), path=path).status_code == 202


def test_a_closed_event_stream_ends_its_session(caller):
    stream, path = open_stream(caller)
    assert caller.post(request("ping"), path=path).status_code == 202
    stream.close()
    wait_until(lambda: caller.post(request("ping"), path=path).status_code == 404)


def test_messages_of_another_principal_are_refused(caller, stranger):
    stream, path = open_stream(caller)
    with stream:
        assert stranger.post(request("ping"), path=path).status_code == 404
        assert caller.post(request("ping", id=7), path=path).status_code == 202
        assert stream.message()["id"] == 7


def test_messages_need_a_session(caller):
    for path, status in [
        ("/messages", 400), ("/messages?session_id=", 404), ("/messages?session_id=unknown", 404),
        (f"/messages?session_id={'z' * 43}", 404), (f"/messages?session_id={caller.open()}", 404),
    ]:
        response = caller.post(request("ping"), path=path)
        assert response.status_code == status, (path, response.text)
        error_message(response.headers["Content-Type"], response.content)


def test_bad_bodies_to_messages_are_refused(caller):
    stream, path = open_stream(caller)
    with stream:
        for body, status in [(b"{", 400), (b"[]", 400), (b'{"jsonrpc":"2.0","id":1}', 400), (b'"x"', 400)]:
            response = caller.post(body, path=path)
            assert response.status_code == status, (body, response.text)
            error_message(response.headers["Content-Type"], response.content)


def test_a_session_has_a_stream_of_its_own(caller):
    session = caller.open()
    with EventStream(caller.instance, "/mcp", bearer(caller) | {"Mcp-Session-Id": session}) as stream:
        assert stream.reply.status == 200
        assert stream.reply.content_type.startswith("text/event-stream")
        assert caller.post(request("ping"), session=session).status_code == 200
    assert caller.post(request("ping"), session=session).status_code == 200, "a closed GET stream ends no session"


def test_get_without_session_names_the_methods(caller):
    response = caller.get("/mcp", headers={"Accept": "text/event-stream"})
    assert response.status_code == 405
    assert {method.strip() for method in response.headers["Allow"].split(",")} >= {"POST"}


PROTECTED = [
    ("POST", "/mcp"), ("GET", "/mcp"), ("DELETE", "/mcp"), ("POST", "/"), ("GET", "/sse"), ("POST", "/messages?session_id=x"),
]


@pytest.mark.parametrize("method, path", PROTECTED)
@pytest.mark.parametrize("credential", [None, "Bearer nonsense"])
def test_credentials_are_asked_for_before_anything_else(instance, method, path, credential):
    headers = {"Accept": "text/event-stream"} | ({"Authorization": credential} if credential else {})
    with instance.http() as http:
        response = http.request(method, path, headers=headers, content=b"not json" if method == "POST" else None)
    assert response.status_code == 401
    error_message(response.headers["Content-Type"], response.content)
    challenge = response.headers["WWW-Authenticate"]
    assert challenge.startswith("Bearer ") and 'scope="wazuh:read"' in challenge
    assert ('error="invalid_token"' in challenge) == (credential is not None)
    metadata = challenge.split('resource_metadata="')[1].split('"')[0]
    assert metadata.startswith(f"{instance.url}/.well-known/oauth-protected-resource")


@pytest.mark.parametrize("suffix", ["", "/mcp", "/sse"])
def test_the_metadata_of_the_protected_resource(instance, suffix):
    with instance.http() as http:
        response = http.get(f"/.well-known/oauth-protected-resource{suffix}")
    assert response.status_code == 200
    metadata = response.json()
    assert metadata["resource"] == instance.url + suffix
    assert metadata["authorization_servers"] and metadata["bearer_methods_supported"] == ["header"]
    assert "wazuh:read" in metadata["scopes_supported"]


def test_an_api_key_is_a_bearer_token_too_and_gives_access_tokens(instance):
    if not instance.api_key:
        pytest.skip("the instance was started before and does not show its key again")
    owner = Caller(instance, instance.api_key)
    owner.open()
    with instance.http() as http:
        response = http.post("/auth/token", json={"api_key": instance.api_key})
        assert response.status_code == 200 and "no-store" in response.headers["Cache-Control"]
        grant = response.json()
        assert grant["token_type"] == "bearer" and grant["expires_in"] == 86400 and "wazuh:read" in grant["scope"].split()
        Caller(instance, grant["access_token"]).open()
        wrong = "wazuh_" + "A" * 43
        for body, status in [({"api_key": wrong}, 401), ({"api_key": 5}, 400), ({}, 400), ([], 400)]:
            response = http.post("/auth/token", json=body)
            assert response.status_code == status, (body, response.text)
            error_message(response.headers["Content-Type"], response.content)


def test_health_and_ready(instance):
    with instance.http() as http:
        assert http.get("/health").json()["status"] == "ok"
        assert http.get("/ready").status_code == 200
    with instance.http(local=True) as http:
        assert http.get("/health").status_code == 200
