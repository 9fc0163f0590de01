"""A real mail server on loopback that can be told to misbehave."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller


class Inbox:
    """Takes every mail, or answers with what `refusals` holds for its recipient."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refusals: dict[str, str] = {}
        self.to_drop = 0  # how many mails to take in without a word, and hang up

    async def handle_RCPT(  # noqa: N802  named by the library
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content))
        if self.to_drop:
            self.to_drop -= 1
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(settings: Any) -> Iterator[Inbox]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    send_to(settings, port=controller.port)
    try:
        yield inbox
    finally:
        controller.stop()


def send_to(settings: Any, *, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


class SilentServer(ThreadingTCPServer):
    """Takes every call, says nothing, and hangs up when it is told to."""

    def __init__(self) -> None:
        self.calls, self.called, self.hang_up = 0, Event(), Event()
        super().__init__(("127.0.0.1", 0), Silence)


class Silence(BaseRequestHandler):
    server: SilentServer

    def handle(self) -> None:
        self.server.calls += 1
        self.server.called.set()
        self.server.hang_up.wait()


@contextmanager
def silent_server(settings: Any) -> Iterator[SilentServer]:
    with SilentServer() as server:
        send_to(settings, port=server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.hang_up.set()
            server.shutdown()
            thread.join()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
