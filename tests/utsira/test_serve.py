import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from granian.cli import cli

from tests.installations import MANAGE, install
from tests.smtp import free_port
from utsira.management.commands.serve import WEB


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """The site as `make serve` runs it, in a process group of its own."""
    environment = install(folder) | {"PORT": str(port)}
    options = {"env": environment, "text": True, "stderr": subprocess.PIPE}
    with subprocess.Popen([*MANAGE, "serve"], start_new_session=True, **options) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def wait_for_health(port: int) -> dict[str, list[str]]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/helse/") as answer:  # noqa: S310
                found: dict[str, list[str]] = json.load(answer)
                return found
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def children_of(pid: int) -> list[int]:
    out = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True)  # noqa: S607
    rows = [line.split() for line in out.stdout.splitlines()]
    return [int(child) for child, parent in rows if int(parent) == pid]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


# Ctrl-C in a terminal goes to the whole group, a service manager's signal to the first process.
@pytest.mark.parametrize(("name", "send"), [("SIGTERM", os.kill), ("SIGINT", os.killpg)])
def test_signal_stops_web_and_worker(tmp_path, name, send):
    port = free_port()
    with served(tmp_path, port) as process:
        health = wait_for_health(port)
        children = children_of(process.pid)

        send(process.pid, signal.Signals[name])
        status = process.wait(timeout=25)

    assert (health, status, len(children)) == ({"failing": []}, 0, 2)
    assert [pid for pid in children if is_alive(pid)] == []


def test_taken_port_is_said_in_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with served(tmp_path, port) as process:
            _out, said = process.communicate(timeout=25)

    assert said == f"CommandError: Port {port} is taken. Choose another one with PORT=8001.\n"


def test_server_keeps_no_log_of_who_reads_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("GRANIAN_LOG_ACCESS_ENABLED", "true")

    given = cli.make_context("granian", WEB[WEB.index("granian") + 1 :]).params

    assert given["log_access_enabled"] is False
