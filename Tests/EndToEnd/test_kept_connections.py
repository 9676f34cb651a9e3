"""Connections that nginx keeps to its workers: what it does with them is what the workers' farewell relies on."""

import http.client
import socket
import threading

import pytest

from harness import stub_worker
from harness.waiting import wait_until


@pytest.fixture
def front(tmp_path):
    with stub_worker.behind_nginx(tmp_path) as (worker, port):
        yield worker, port


def ask(port, method="POST"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, "/mcp", body=b"{}" if method == "POST" else None)
    status = connection.getresponse().status
    connection.close()
    return status


def test_one_connection_serves_request_after_request(front):
    worker, port = front
    assert [ask(port) for _ in range(20)] == [200] * 20
    assert worker.requests == [(0, "POST")] * 20


def test_a_dismissed_connection_is_closed_and_not_used_again(front):
    worker, port = front
    assert ask(port) == 200
    worker.send(0, stub_worker.DISMISSAL)
    wait_until(lambda: 0 in worker.ended)
    assert ask(port) == 200
    assert worker.requests == [(0, "POST"), (1, "POST")]


def test_a_request_on_its_way_to_a_dismissed_connection_has_its_answer(front):
    worker, port = front
    assert ask(port) == 200
    worker.reply = lambda method: stub_worker.DISMISSAL + stub_worker.answer()
    assert ask(port) == 200
    assert worker.requests == [(0, "POST")] * 2


def test_a_dismissal_behind_an_answer_closes_the_connection(front):
    worker, port = front
    worker.reply = lambda method: stub_worker.answer() + stub_worker.DISMISSAL
    assert [ask(port) for _ in range(3)] == [200] * 3
    assert worker.requests == [(0, "POST"), (1, "POST"), (2, "POST")]
    wait_until(lambda: worker.ended == {0, 1, 2})


def test_a_connection_that_the_worker_has_closed_is_not_used_again(front):
    worker, port = front
    assert ask(port) == 200
    worker.close(0)
    assert ask(port) == 200
    assert worker.requests == [(0, "POST"), (1, "POST")]


@pytest.mark.parametrize("kept", [False, True])
def test_a_post_is_never_sent_twice(front, kept):
    worker, port = front
    if kept:
        assert ask(port) == 200
    before = len(worker.requests)
    worker.reply = lambda method: None
    assert ask(port) == 502
    assert len(worker.requests) == before + 1


def test_a_get_is_sent_again_when_its_kept_connection_breaks(front):
    worker, port = front
    assert ask(port) == 200
    answers = iter([None, stub_worker.answer()])
    worker.reply = lambda method: next(answers)
    assert ask(port, "GET") == 200
    assert worker.requests == [(0, "POST"), (0, "GET"), (1, "GET")]


def test_the_worker_sees_a_client_go(front):
    worker, port = front
    assert ask(port) == 200
    release = threading.Event()
    worker.reply = lambda method: release.wait(10) and None
    with socket.create_connection(("127.0.0.1", port), 10) as client:
        client.sendall(b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}")
        wait_until(lambda: len(worker.requests) == 2)
    ended = worker.connections[0]
    ended.settimeout(10)
    assert ended.recv(1, socket.MSG_PEEK) == b""
    release.set()
