"""X14: the disk takes no more uploads. What was acknowledged is there; of the rest nothing is."""

import hashlib
import json
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from competition import storage
from competition.models import Application, Attachment, Attempt
from tests.faults.journal import (
    CREATED,
    CSRF_TOKEN,
    DONE,
    FOUND,
    Browser,
    Exchange,
    Journal,
    Program,
)
from tests.faults.whole import assert_round_whole
from tests.fixtures.files import FILES, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage
from tests.fixtures.site import Site
from tools.processes import children_of
from tools.site import WebServer

FULL = 507
ROOM_BYTES = 64 * 1024
SMALL, LARGE = pdf("Beschluss"), pdf("Beschluss " * 30_000)


@contextmanager
def little_room(store: Path, web: WebServer) -> Iterator[Callable[[], object]]:
    """A store that is full after a few pages; what is given makes room again.

    A file system of its own where we may mount one, else a limit on what the web server may write.
    """
    store.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM_BYTES}", "tmpfs", str(store)]
    if (
        os.geteuid() == 0
        and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    ):
        try:
            grow = ["mount", "-o", "remount,size=16m", str(store)]
            yield partial(subprocess.check_call, grow)
        finally:
            subprocess.run(["umount", "--lazy", str(store)], check=True)
    else:
        limit_files(web, ROOM_BYTES)
        yield partial(limit_files, web, resource.RLIM_INFINITY)


def limit_files(web: WebServer, count: int) -> None:
    """Let gunicorn and its workers write no file longer than so many bytes."""
    for pid in (web.pid, *children_of(web.pid)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (count, resource.RLIM_INFINITY))


class Uploading:
    """Whoever uploads to one draft: by the form and by the API."""

    def __init__(self, web: WebServer, draft: Application) -> None:
        self.journal = Journal()
        self.draft = draft
        self.browser = Browser.of(draft.contact, self.journal, web.port)
        self.program = Program.of(draft.contact, self.journal, web.port)

    @property
    def page(self) -> str:
        return f"/portal/bewerbungen/{self.draft.public_id}/anlagen/resolution/"

    @property
    def door(self) -> str:
        return f"/api/v1/portal/applications/{self.draft.public_id}/"

    def by_form(self, content: bytes) -> Exchange:
        fields = {"csrfmiddlewaretoken": CSRF_TOKEN}
        return self._sends(self.page, fields, content, {"Cookie": self.browser.cookies})

    def by_program(self, content: bytes, key: str) -> Exchange:
        headers = {"Authorization": f"Bearer {self.program.token}", "Idempotency-Key": key}
        return self._sends(f"{self.door}attachments/", {"question": "resolution"}, content, headers)

    def _sends(
        self, path: str, fields: dict[str, str], content: bytes, headers: dict[str, str]
    ) -> Exchange:
        boundary = BOUNDARY.encode()
        body = encode_multipart(BOUNDARY, fields).removesuffix(b"--" + boundary + b"--\r\n")
        body += b"--" + boundary + b"\r\n"
        body += b'Content-Disposition: form-data; name="file"; filename="Beschluss.pdf"\r\n'
        body += b"Content-Type: application/pdf\r\n\r\n" + content
        body += b"\r\n--" + boundary + b"--\r\n"
        sent = {**headers, "Content-Type": MULTIPART_CONTENT}
        return self.journal.ask(self.browser.port, "POST", path, body, sent)

    def submits(self) -> Exchange:
        draft = self.program.asks("GET", self.door)
        assert draft.status == DONE
        return self.program.submits(self.draft.public_id, draft.value["sha256"], key="s1")


def stored(folder: Path) -> set[str]:
    """The names of all files that lie anywhere in the store, torsos included."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_x14_a_full_disk_refuses_uploads_leaves_no_torso_and_loses_nothing(
    own_store: Path, site: Site, make_round: MakeRound
) -> None:
    draft = make_round(Stage.OPEN, questions=[*QUESTIONS, {**FILES, "maximum": 5}]).draft(0)
    web = site.web.start()
    uploading = Uploading(web, draft)
    kept = hashlib.sha256(SMALL).hexdigest()
    with little_room(own_store, web) as make_room:
        assert uploading.by_form(SMALL).status == FOUND
        with ThreadPoolExecutor(4) as pool:
            refused = list(pool.map(uploading.by_form, [LARGE] * 4))
            refused += pool.map(lambda key: uploading.by_program(LARGE, key), ["a", "b"])
        assert {each.status for each in refused} == {FULL}
        assert json.loads(refused[-1].body)["code"] == "storage_full"
        assert stored(own_store) == {kept}
        assert [each.sha256 for each in Attachment.objects.all()] == [kept]
        assert set(Attempt.objects.values_list("code", flat=True)) == {"storage_full"}
        assert uploading.submits().status == CREATED
        assert uploading.browser.reads(f"{uploading.page}{kept}/").body == SMALL
        make_room()
        assert uploading.by_program(LARGE, "c").status == CREATED
        late = hashlib.sha256(LARGE).hexdigest()
        assert stored(own_store) == {kept, late}
        assert storage.is_whole(kept)
        assert storage.is_whole(late)
        assert_round_whole(uploading.journal)
