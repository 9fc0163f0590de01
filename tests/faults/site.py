"""A site of its own, whose processes can be killed at any moment."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tests.installations import DATABASE, MANAGE, install
from tests.posting import request
from tests.smtp import free_port
from utsira.management.commands.serve import WEB, WORKER

MAKE_POST = (
    "from tests.factories import make_municipality, make_post\n"
    "make_municipality(moderation='before'); print(make_post().get_absolute_url())"
)


class Site:
    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        ours = {"PORT": str(self.port), "TRUSTED_PROXIES": "127.0.0.1"}
        self.environment = install(folder) | ours | environment
        path = self.manage("shell", "--verbosity", "0", "--command", MAKE_POST).strip()
        self.form = f"http://127.0.0.1:{self.port}{path}kommenter/"

    def manage(self, *command: str) -> str:
        options: dict[str, Any] = {"env": self.environment, "text": True, "check": True}
        done = subprocess.run([*MANAGE, *command], stdout=subprocess.PIPE, **options)  # noqa: S603
        return str(done.stdout)

    def ask(self, question: str) -> list[tuple]:
        link = sqlite3.connect(self.folder / DATABASE, timeout=20)
        try:
            return link.execute(question).fetchall()
        finally:
            link.close()

    def change(self, sentence: str) -> None:
        link = sqlite3.connect(self.folder / DATABASE, timeout=20)
        with link:
            link.execute(sentence)
        link.close()

    @contextmanager
    def web(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.running([*WEB, "--port", str(self.port)]) as process:
            self.wait()
            yield process

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.running(WORKER) as process:
            yield process

    @contextmanager
    def running(self, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(  # noqa: S603
            command, env=self.environment, start_new_session=True
        )
        try:
            yield process
        finally:
            kill(process)

    def wait(self) -> None:
        for _ in range(200):
            try:
                request(f"http://127.0.0.1:{self.port}/helse/")
                return
            except (OSError, HTTPException):
                time.sleep(0.05)
        raise AssertionError("the server does not answer")


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill it and all its children, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
