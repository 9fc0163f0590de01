"""The site's own settings, with what a test run must not share with the site."""

import os
import tempfile

if "DATA_DIR" not in os.environ:
    folder = tempfile.TemporaryDirectory(prefix="utsira-tests-")  # gone when the run ends
    os.environ["DATA_DIR"] = folder.name
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("HTTPS", "0")

from utsira.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, for toy passwords
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True

# A file, as in production: each thread of the live server has a connection of its own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
