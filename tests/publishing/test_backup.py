import io
import json
import os
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from publishing.backup import BackupError, check_seal, last_backup, seal, write_backup
from tests.factories import make_picture, make_post
from tests.installations import MANAGE, install

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "natt.tar"


def test_backup_holds_the_database_and_every_upload(file, capsys):
    picture = make_picture()

    sums = write_backup(file)

    names = {f"media/{picture.file.name}"} | {
        f"media/{rendition.name}" for rendition in picture.file.get_picture_files_list()
    }
    assert names < set(sums)
    assert len(sums) == len(names) + 1


def test_backup_replaces_no_file(file):
    file.write_text("noe annet")

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(file))

    assert file.read_text() == "noe annet"


def test_backup_is_read_by_its_owner_alone(file):
    write_backup(file)

    assert file.stat().st_mode & 0o777 == 0o600


def test_backup_names_the_folder_that_is_missing(tmp_path):
    target = tmp_path / "ingen" / "natt.tar"

    with pytest.raises(CommandError) as caught:
        call_command("backup", str(target))

    assert str(caught.value) == f"The folder {target.parent} is not there. Make it first."


def test_backup_leaves_nothing_half_written(file, monkeypatch, settings):
    settings.MEDIA_ROOT = file.parent / "media"
    default_storage.save("bilde.jpg", ContentFile(b"x"))
    (settings.MEDIA_ROOT / "bilde.jpg").unlink()
    (settings.MEDIA_ROOT / "bilde.jpg").symlink_to("/proc/self/mem")  # cannot be read

    with pytest.raises(CommandError):
        call_command("backup", str(file))

    assert [path.name for path in file.parent.iterdir()] == ["media"]


def test_backup_is_remembered(file):
    write_backup(file)

    assert last_backup() is not None


@pytest.mark.parametrize("where", [0, 600, 5000, -1, -20, -33])
def test_one_changed_bit_is_found(file, where):
    make_post()
    write_backup(file)
    content = bytearray(file.read_bytes())
    content[where] ^= 1
    file.write_bytes(content)

    with pytest.raises(BackupError, match="damaged"):
        check_seal(file)


@pytest.mark.parametrize("size", [0, 10, 32, 2000])
def test_cut_backup_is_found(file, size):
    write_backup(file)
    os.truncate(file, size)

    with pytest.raises(BackupError, match="damaged"):
        check_seal(file)


def test_restore_refuses_a_database_that_is_in_use(file):
    write_backup(file)

    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(file))


class Site:
    """Another installation, with its own folder and database, run by its own processes."""

    def __init__(self, folder: Path, name: str) -> None:
        environment = {"DATA_DIR": str(folder / name), "SECRET_KEY": "x", "HTTPS": "0", "DEMO": "1"}
        if connection.vendor == "postgresql":
            environment["DATABASE_URL"] = new_database(name)
        self.environment = {"PATH": os.environ["PATH"]} | environment

    def start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603
            [*MANAGE, *command],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str) -> tuple[int, str]:
        process = self.start(*command)
        out, err = process.communicate(timeout=120)
        return process.returncode, out + err

    def shell(self, code: str) -> str:
        status, out = self.run("shell", "--verbosity", "0", "--command", code)
        assert status == 0, out
        return out.strip()


def new_database(name: str) -> str:
    """Make an empty database beside the tests' own, and return its DATABASE_URL."""
    access = connection.settings_dict
    name = f"{access['NAME']}_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    return f"postgres://{access['USER']}@{access['HOST']}:{access['PORT']}/{name}"


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Site, Site]:
    old, new = Site(tmp_path, "gammel"), Site(tmp_path, "fersk")
    if connection.vendor == "sqlite":
        install(tmp_path / "gammel")
    else:
        old.run("migrate", "--verbosity", "0")
    return old, new


WRITER = """
from blog.models import Post
for number in range(100_000):
    Post.objects.create(title=f"Innlegg {number}", ingress="x")
    print(number, flush=True)
"""
FIGURES = """
from blog.models import Post
ids = [set(model.objects.values_list("id", flat=True)) for model in (Post, Post.history.model)]
print(len(ids[0]), ids[0] == ids[1])
"""


def test_backup_under_writes_is_restored_whole(sites, file):
    old, new = sites

    with old.start("shell", "--verbosity", "0", "--command", WRITER) as writer:
        acknowledged = [writer.stdout.readline() for _ in range(20)]
        made = old.run("backup", str(file))
        writer.kill()
    restored = new.run("restore", str(file))

    assert (made[0], restored[0]) == (0, 0), made[1] + restored[1]
    posts, each_with_its_record = new.shell(FIGURES).split()
    assert int(posts) >= len(acknowledged)
    assert each_with_its_record == "True"


LOCKED = """
from django.db import IntegrityError, transaction
from guidelines.models import Clause
from utsira import locks
try:
    with transaction.atomic():
        Clause.objects.update(text="Noe annet")
except IntegrityError as error:
    print(str(error).splitlines()[0], locks.missing())
"""


def test_restored_site_is_the_same(sites, file):
    old, new = sites
    code = "from tests.factories import *; make_picture(); make_post(title='Sløsing på øya')"
    old.shell(f"from tests.guidelines.guidelines import make_adopted; make_adopted(); {code}")
    old.run("backup", str(file))

    new.run("restore", str(file))
    again = file.with_name("igjen.tar")
    new.run("backup", str(again))

    title = "from blog.models import Post; print(Post.objects.get().title)"
    found = "from publishing.search import find; print(len(find({'slosing': 'slosing'}).ids))"
    assert new.shell(title) == "Sløsing på øya"
    assert new.shell(found) == "1"
    assert new.shell(LOCKED) == "an adopted edition is never changed set()"
    assert media_of(file) == media_of(again)


SUPPORT = """
from lean.follower import digest_of
print(digest_of("ola@oya.example"))
"""


def test_restored_site_knows_people_by_the_same_key(sites, file):
    old, new = sites
    for site in sites:
        del site.environment["SECRET_KEY"]
    known = old.shell(SUPPORT)
    old.run("backup", str(file))
    stranger = new.shell(SUPPORT)

    new.run("restore", str(file))

    assert stranger != known
    assert new.shell(SUPPORT) == known
    key = Path(new.environment["DATA_DIR"]) / "secret_key"
    assert key.stat().st_mode & 0o777 == 0o600


def media_of(file: Path) -> dict[str, str]:
    with tarfile.open(file) as tar:
        sums = json.load(tar.extractfile("manifest.json"))["sha256"]
    return {name: value for name, value in sums.items() if name.startswith("media/")}


def test_forged_backup_cannot_write_outside(sites, file, tmp_path):
    _old, new = sites
    with tarfile.open(file, "w") as tar:
        for name in ["manifest.json", "media/../../utenfor.txt"]:
            text = json.dumps({"database": connection.vendor, "sha256": {name: ""}}).encode()
            entry = tarfile.TarInfo(name)
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text))
    seal(file)

    status, said = new.run("restore", str(file))

    assert (status, "does not belong there" in said) == (1, True)
    assert not (tmp_path / "utenfor.txt").exists()
