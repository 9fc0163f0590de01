"""The web server and the worker as one thing that is started and stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# Seconds to finish what one is doing: first for the server's own processes (one that is told to
# stop while it starts would go on for ever), then for the server and the worker.
WEB_GRACE = 5
GRACE = 10
WEB = [
    sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
    "--workers-kill-timeout", str(WEB_GRACE), "--blocking-threads", "4", "--log-level", "warning",
    "--no-ws", "--no-access-log", "utsira.wsgi:application",  # no reader's address in a log
]  # fmt: skip
WORKER = [sys.executable, "manage.py", "worker"]


class Command(BaseCommand):
    help = "Runs the web server and the worker until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_free(settings.PORT):
            raise CommandError(f"Port {settings.PORT} is taken. Choose another one with PORT=8001.")
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, leave)
        web, worker = start([*WEB, "--port", str(settings.PORT)]), start(WORKER)
        try:
            while web.poll() is None:
                if worker.poll() is not None:
                    self.stderr.write("The worker has ended; it is started again.")
                    worker = start(WORKER)
                time.sleep(1)
        finally:
            stop(web, worker)
        raise CommandError("The web server has ended by itself.")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a child in a group of its own: Ctrl-C reaches this process, which stops its children
    in order, instead of all of them at once."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


def stop(*children: subprocess.Popen[bytes]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
