"""The slow line of the benchmark: were it not slow, its numbers would flatter."""

import socket
import socketserver
import threading
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

from .delay import slow_line


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        while piece := self.request.recv(65536):
            self.request.sendall(piece)


@contextmanager
def echo_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.parametrize("round_trip", [0.1, 0.4])
def test_an_answer_takes_a_round_trip(round_trip):
    with (
        echo_server() as port,
        slow_line(port, round_trip) as slow,
        socket.create_connection(("127.0.0.1", slow.port)) as line,
    ):
        start = monotonic()
        line.sendall(b"hello")
        assert line.recv(5) == b"hello"
        assert monotonic() - start >= round_trip


def test_the_round_trip_can_change_on_an_open_connection():
    with (
        echo_server() as port,
        slow_line(port) as slow,
        socket.create_connection(("127.0.0.1", slow.port)) as line,
    ):
        line.sendall(b"hello")
        assert line.recv(5) == b"hello"
        slow.round_trip = 0.3
        start = monotonic()
        line.sendall(b"hello")
        assert line.recv(5) == b"hello"
        assert monotonic() - start >= 0.3


def test_many_pieces_are_under_way_at_once_and_keep_their_order():
    pieces = [f"{i}\n".encode() for i in range(60)]
    with (
        echo_server() as port,
        slow_line(port, 0.4) as slow,
        socket.create_connection(("127.0.0.1", slow.port)) as line,
    ):
        start = monotonic()
        for piece in pieces:
            line.sendall(piece)
            sleep(0.01)  # so that they travel apart
        with line.makefile("rb") as answers:
            assert [answers.readline() for _ in pieces] == pieces
        # About 1 s; one after the other they would take 12 s.
        assert monotonic() - start < 6


def test_a_line_that_is_cut_ends_at_both_ends():
    with echo_server() as port:
        with slow_line(port) as slow:
            line = socket.create_connection(("127.0.0.1", slow.port))
            line.sendall(b"hello")
            assert line.recv(5) == b"hello"
        line.settimeout(10)
        assert line.recv(1) == b""
        line.close()
