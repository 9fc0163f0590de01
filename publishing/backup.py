"""One file that holds everything: database, uploads, and the sums that prove it is whole.

The file is a plain tar: manifest.json, the database, the key that signs, then media/. Its last
32 bytes are the SHA-256 of all the bytes before them, so that one changed bit anywhere is found.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

SEAL = hashlib.sha256().digest_size
PIECE = 1024 * 1024
MANIFEST = "manifest.json"
KEY = "secret_key"
DATABASES = {"sqlite": "db.sqlite3", "postgresql": "db.dump"}


class BackupError(Exception):
    """Says in one sentence why a backup was not made or not restored."""


def write_backup(target: Path) -> dict[str, str]:
    """Write everything to `target`, and return the manifest's {name: SHA-256}.

    The media are read after the database, so that no row points at a file that is not there.
    Raises BackupError; leaves no half-written file.
    """
    if target.exists():
        raise BackupError(f"{target} is there already. Choose another name.")
    if not target.parent.is_dir():
        raise BackupError(f"The folder {target.parent} is not there. Make it first.")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        database = Path(folder) / DATABASES[connection.vendor]
        dump_database(database)
        files = {database.name: database} | own_key() | dict(media_files())
        sums = {name: sum_of(path) for name, path in files.items()}
        partial = Path(folder) / "backup"
        partial.touch(mode=0o600)  # drafts, addresses and passwords' digests are in it
        with partial.open("wb") as file:
            write_tar(file, files, sums)
        seal(partial)
        os.link(partial, target)  # unlike a rename, it never replaces a file
    last_backup_file().write_text(timezone.now().isoformat())
    return sums


def last_backup_file() -> Path:
    return Path(settings.DATA_DIR) / "last_backup"


def last_backup() -> datetime | None:
    """When the newest backup was made from this DATA_DIR; None when there was none."""
    file = last_backup_file()
    return datetime.fromisoformat(file.read_text()) if file.exists() else None


def dump_database(path: Path) -> None:
    """Write a copy of the database at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    else:
        postgresql("pg_dump", "--format=custom", "--no-owner", f"--file={path}")


def postgresql(program: str, *options: str) -> None:
    """Run one of PostgreSQL's own programs on our database. Raises BackupError."""
    if not shutil.which(program):
        raise BackupError(f"{program} is missing. Install PostgreSQL's client programs.")
    access = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    secret = {name: str(access[key]) for name, key in names.items() if access[key]}
    command = [program, *options, f"--dbname={access['NAME']}"]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")


def own_key() -> dict[str, Path]:
    """The key that was made for this site, where the environment does not give one: what is known
    about people by a digest of their address is found with it, and links in mails are signed."""
    path = Path(settings.DATA_DIR) / KEY
    is_ours = path.exists() and path.read_text() == settings.SECRET_KEY
    return {KEY: path} if is_ours else {}


def media_files() -> Iterator[tuple[str, Path]]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield f"media/{path.relative_to(root).as_posix()}", path


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_tar(file: IO[bytes], files: dict[str, Path], sums: dict[str, str]) -> None:
    about = {"made": timezone.now().isoformat(), "database": connection.vendor, "sha256": sums}
    text = json.dumps(about, indent=1).encode()
    with tarfile.open(fileobj=file, mode="w") as tar:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
        for name, path in files.items():
            tar.add(path, arcname=name, filter=nobody)


def nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owned the file on this machine."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def seal(path: Path) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
    with path.open("ab") as file:
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def read_backup(source: Path) -> dict[str, str]:
    """Check every byte of a backup, and restore it into an empty DATA_DIR and database.

    Returns the manifest's {name: SHA-256}. Raises BackupError before anything is written.
    """
    check_seal(source)
    check_emptiness()
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as name:
        folder = Path(name)
        manifest = unpack(source, folder)
        check_sums(folder, manifest)
        load_database(folder / DATABASES[connection.vendor])
        if (folder / KEY).exists():
            (folder / KEY).chmod(0o600)
            (folder / KEY).replace(Path(settings.DATA_DIR) / KEY)
        if (folder / "media").exists():
            media = Path(settings.MEDIA_ROOT)
            if media.exists():
                media.rmdir()
            (folder / "media").rename(media)
    sums: dict[str, str] = manifest["sha256"]
    return sums


def check_seal(source: Path) -> None:
    if not source.is_file():
        raise BackupError(f"{source} is not a file.")
    left = source.stat().st_size - SEAL
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while left > 0 and (piece := file.read(min(PIECE, left))):
            digest.update(piece)
            left -= len(piece)
        if file.read() != digest.digest():
            raise BackupError(f"{source} is damaged, or not a backup of this system.")


def check_emptiness() -> None:
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupError(f"{media} is not empty. Restore into a new DATA_DIR.")
    if connection.introspection.table_names():
        raise BackupError("The database is not empty. Restore into a new one.")


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack what the manifest names, and nothing else."""
    with tarfile.open(source) as tar:
        first = tar.next()
        text = tar.extractfile(first) if first and first.name == MANIFEST else None
        if text is None:
            raise BackupError("The backup has no manifest.")
        manifest: dict[str, Any] = json.loads(text.read())
        if manifest["database"] != connection.vendor:
            raise BackupError(
                f"The backup is of {manifest['database']}, and DATABASE_URL is {connection.vendor}."
            )
        for entry in tar:
            if entry.name != MANIFEST:
                check_name(entry, manifest["sha256"])
                unpack_file(tar.extractfile(entry), folder / entry.name)
    return manifest


def unpack_file(source: Any, path: Path) -> None:
    """Copy the bytes alone. The library's own filters came with Python 3.11.4."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with source, path.open("xb") as file:
        shutil.copyfileobj(source, file)


def check_name(entry: tarfile.TarInfo, sums: dict[str, str]) -> None:
    path = PurePosixPath(entry.name)
    expected = entry.name in (DATABASES[connection.vendor], KEY) or path.parts[0] == "media"
    if not (expected and entry.isfile() and entry.name in sums and ".." not in path.parts):
        raise BackupError(f"The backup holds something that does not belong there: {entry.name}")


def check_sums(folder: Path, manifest: dict[str, Any]) -> None:
    for name, expected in manifest["sha256"].items():
        path = folder / name
        if not path.is_file() or sum_of(path) != expected:
            raise BackupError(f"{name} in the backup is missing or damaged.")


def load_database(dump: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        dump.replace(connection.settings_dict["NAME"])
    else:
        postgresql("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump))
