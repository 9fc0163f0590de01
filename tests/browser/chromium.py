"""Finds the browser of the browser tests, or installs one: `python -m tests.browser.chromium`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
ADVICE = "No browser found. Install Chromium or Google Chrome, and run the command again."


def chromium_path() -> str | None:
    """Return an installed Chromium or Chrome; None when there is none but Playwright's own."""
    found = [shutil.which(name) for name in NAMES]
    found += [place for place in PLACES if Path(place).exists()]
    return next(filter(None, found), None)


def install() -> bool:
    """Install Debian's package where this user may, else Playwright's own build."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Installing the browser: Debian's package chromium …", flush=True)  # noqa: T201
        quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        if run(["apt-get", "update", "-qq"], **quiet) and run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet
        ):
            return True
    print("Installing the browser: Playwright's Chromium …", flush=True)  # noqa: T201
    return run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str], **options: object) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, **options).returncode == 0  # type: ignore[call-overload, no-any-return]  # noqa: S603


def playwright_has_one() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


if __name__ == "__main__" and not (chromium_path() or playwright_has_one() or install()):
    sys.exit(ADVICE)
