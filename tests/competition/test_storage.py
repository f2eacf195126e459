"""The private store: whole or not at all, and never by a name of somebody else's."""

import subprocess
import sys
from pathlib import Path

import pytest

from competition import storage
from competition.errors import Refusal
from tests.fixtures.files import incoming, pdf
from tools.programs import ROOT

pytestmark = pytest.mark.usefixtures("own_store")


def test_what_is_not_kept_leaves_nothing(own_store: Path) -> None:
    with incoming(pdf()):
        assert len(list(own_store.rglob("*.part"))) == 1
    assert [path for path in own_store.rglob("*") if path.is_file()] == []


def test_nobody_else_on_the_machine_reads_it(own_store: Path) -> None:
    with incoming(pdf()) as made:
        storage.keep(made)
    place = storage.path_of(made.sha256)
    assert place.stat().st_mode & 0o777 == 0o400
    assert own_store.stat().st_mode & 0o777 == 0o700
    assert place.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "digest", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64 + "\n"]
)
def test_f08_what_is_no_digest_is_no_path(digest: str) -> None:
    with pytest.raises(Refusal) as raised:
        storage.path_of(digest)
    assert raised.value.code == "not_found"


def test_a_digest_has_its_place() -> None:
    assert storage.path_of("ab" + "0" * 62).parts[-2:] == ("ab", "ab" + "0" * 62)


def test_f07_a_killed_upload_leaves_a_torso_that_is_no_file(own_store: Path) -> None:
    program = (
        "import os, django; django.setup()\n"
        "from competition import storage\n"
        "with storage.receiving() as made:\n"
        "    made.write(b'x' * 100_000)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "ATTACHMENTS_DIR": str(own_store)}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, check=False, timeout=60
    )
    assert run.returncode == -9
    assert list(storage.digests()) == []
    torso = next(own_store.rglob("*.part"))
    assert storage.torsos() == []  # it might still be growing
    assert storage.age_seconds(torso) < storage.TORSO_SECONDS
