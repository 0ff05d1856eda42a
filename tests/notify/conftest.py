"""Alerts of fictional incidents, an SMTP server and a webhook receiver of the tests."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass
class Post:
    """What a receiver got, and what it answers."""

    port: int = 0
    received: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    status: int = 200


@pytest.fixture
def webhook(socket_enabled: None) -> Iterator[Post]:
    """A receiver of JSON webhooks on this machine."""
    with receiver() as post:
        yield post


@contextmanager
def receiver() -> Iterator[Post]:
    """The same, for tests elsewhere."""
    post = Post()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if post.status == 200:
                post.received.append(json.loads(content))
                post.headers.append(dict(self.headers))
            answer = b"token sesame-1234 refused" if post.status != 200 else b"{}"
            self.send_response(post.status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    post.port = server.server_address[1]
    with _served(server):
        yield post


@pytest.fixture
def mailbox(socket_enabled: None) -> Iterator[Post]:
    """An SMTP server on this machine."""
    with mail_server() as post:
        yield post


@contextmanager
def mail_server() -> Iterator[Post]:
    """An SMTP server (RFC 5321, as much as a client without extensions needs). With another status than 200 it takes no mail now."""
    post = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail.example\r\n")
            while line := self.rfile.readline():
                verb = line[:4].upper().strip()
                if verb == b"MAIL" and post.status != 200:
                    self.wfile.write(b"451 come back later\r\n")
                    continue
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    post.received.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                elif verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                self.wfile.write(b"250 ok\r\n")

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    post.port = server.server_address[1]
    with _served(server):
        yield post


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
