"""Attacks on every page there is, the funded years' too: tables A and C of docs/security.md.

What the API is asked in the same way stands in ``tests/api/test_attacks.py``.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from competition.letters import outbox
from competition.models import Attempt, Notice, User
from tests.fixtures.rounds import PUBLIC_AT
from tests.harness.addresses import ACTS, FILES, OPERATIONS, PAGES
from tests.harness.asked import Address
from tests.harness.visitors import Visitors
from tests.harness.world import NAMES, World

pytestmark = pytest.mark.django_db
OWN = ("editor", "signatory")
OF_APPLICATIONS = {
    name: address
    for name, address in PAGES.items()
    if address.viewer in OWN and "public_id" in address.where and "ags" not in address.where
}
LITERALS = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b|NULL|\bs[0-9]+_x[0-9]+")


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    return Visitors(world)


def test_all_rooms_of_applicants_are_asked() -> None:
    assert len(OF_APPLICATIONS) > 30
    assert {"portal-award", "portal-payments", "portal-report", "portal-workshop"} <= {
        *OF_APPLICATIONS
    }


def refused(visitors: Visitors, method: str, path: str) -> tuple[int, list[str], int]:
    """How somebody of another town is answered, the statements that it costs, and how many
    attempts are on record afterwards."""
    remembered = Attempt.objects.filter(kind="foreign")
    client, before = Client(), remembered.count()
    client.cookies.load(visitors.sessions["other town"])
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            status = client.generic(method, path).status_code
        kept = remembered.count() - before
        transaction.set_rollback(True)
    return status, [LITERALS.sub("?", each["sql"]) for each in captured.captured_queries], kept


@pytest.mark.parametrize(
    ("name", "method"),
    [
        *((name, method) for name in OF_APPLICATIONS for method in ("GET", "POST")),
        *((name, "HEAD") for name in FILES & OF_APPLICATIONS.keys()),
    ],
)
def test_a01_a02_c09_c10_a_foreign_room_is_as_none_and_on_record(
    world: World, visitors: Visitors, name: str, method: str
) -> None:
    """The same answer for the same work, whether there is such a room of others or none."""
    address = OF_APPLICATIONS[name]
    foreign = refused(visitors, method, address.path(name, world))
    made_up = refused(visitors, method, made_up_path(name, address, world))
    assert foreign == made_up
    status, _statements, kept = foreign
    assert (status, kept) in ((404, 1), (405, 0))


def made_up_path(name: str, address: Address, world: World) -> str:
    own = str(address.parts(world)["public_id"])
    return address.path(name, world).replace(own, "f" * len(own))


# Each of what is told to everybody anyway, or of the own town: members, invitations, passkeys.
COUNTED = {
    *("portal-workshop", "portal-invitation", "portal-request", "portal-membership"),
    *("portal-membership-end", "request-withdraw", "mailbox-remove", "mfa_remove_webauthn"),
}


def test_c07_no_address_outside_counts_applications_letters_or_results() -> None:
    outside = ("anonymous", "other town", *OWN)
    numbered = {
        name for name, each in PAGES.items() if each.viewer in outside and "pk" in each.where
    }
    assert numbered - COUNTED == set()


def asked(visitors: Visitors, world: World, name: str, **headers: str) -> Any:
    """A page, by whom it is meant for."""
    address = PAGES[name]
    client = Client(headers=headers)
    client.cookies.load(visitors.sessions[address.viewer])
    body = address.body(world) if address.body else None
    path = address.path(name, world)
    with transaction.atomic():
        answer = client.get(path) if body is None else client.post(path, body)
        transaction.set_rollback(True)
    return answer


# Files for everybody: any site may read them, and none with a cookie.
OPEN_DATA = {name for name in FILES if name.startswith("open-data-")}
FRAMES = ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
OVERRIDING = ("x-http-method-override", "x-http-method", "x-method-override")


@pytest.mark.parametrize("name", PAGES)
def test_a06_a08_a17_c15_every_page_keeps_to_itself(
    world: World, visitors: Visitors, name: str
) -> None:
    """No other site reads or frames it, no cache keeps what is one's own, no header makes another
    act of it."""
    wished = dict.fromkeys(OVERRIDING, "DELETE")
    answer = asked(visitors, world, name, origin="https://evil.example", **wished)
    assert answer.status_code in (200, 302) or (answer.status_code == 405 and name in ACTS)
    opened = [each for each in answer.headers if each.lower().startswith("access-control-")]
    assert opened == (["Access-Control-Allow-Origin"] if name in OPEN_DATA else [])
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy or [each for each in FRAMES if each not in policy] == []
    assert answer["X-Frame-Options"] == "DENY"
    kept = answer["Cache-Control"]
    assert "no-store" in kept or (PAGES[name].viewer == "anonymous" and name in FILES), kept


# Who made a file, on what, and what is hidden in it.
SAID = re.compile(r"<(?:\w+:)?(?:creator|lastModifiedBy|Company|Manager|keywords)>[^<]+")


def told_by_office_file(body: bytes) -> Iterator[str]:
    """What a Word file or a workbook says beside its text; a draft is its municipality's."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            if name.startswith("docProps/") and name.endswith(".xml"):
                yield from SAID.findall(archive.read(name).decode())
            elif "comment" in name or "vbaProject" in name:
                yield name
            elif name == "xl/workbook.xml":
                yield from re.findall(r'state="(?:veryH|h)idden"', archive.read(name).decode())


def told_by_pdf(body: bytes) -> Iterator[str]:
    for word in (rb"/Author", rb"/Subtype /Text", rb"/EmbeddedFile", rb"/JavaScript"):
        if word in body:
            yield word.decode()


@pytest.mark.parametrize("name", sorted(FILES | {name for name in ACTS if "export" in name}))
def test_c14_a_file_says_nothing_beside_its_text(
    world: World, visitors: Visitors, name: str
) -> None:
    answer = asked(visitors, world, name)
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    told: list[str] = []
    if body.startswith(b"%PDF"):
        told = list(told_by_pdf(body))
    elif body.startswith(b"PK") and b"[Content_Types].xml" in body:
        told = [each for each in told_by_office_file(body) if not each.endswith(">Beispielstadt")]
    assert told == []


def test_c18_every_letter_there_is_goes_to_one_and_names_no_juror(world: World) -> None:
    """Also those of the funded years, of events and of consultations."""
    jurors = {NAMES[each] for each in ("recused juror", "juror", "chair")}
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert len(kinds) > 12, kinds
    Notice.objects.update(state="waiting", sent_at=None, failed_at=None)
    now = PUBLIC_AT.replace(year=2000)
    Notice.objects.update(due_at=now, next_try_at=now)
    while outbox.deliver_due():
        pass
    assert len(mail.outbox) == Notice.objects.count()
    of_jury = set(User.objects.filter(jury_memberships__isnull=False).values_list("email"))
    for message in mail.outbox:
        assert len(message.recipients()) == 1, message.subject
        assert (message.cc, message.bcc, message.reply_to) == ([], [], [])
        text = f"{message.subject}{message.body}"
        if (message.to[0],) not in of_jury:
            assert not [name for name in jurors if f"{name} " in text], message.subject


LINKS = ("invitation-link", "mailbox-link", "registration-link", "comment-link")


@pytest.mark.parametrize("name", LINKS)
def test_a15_a_link_s_secret_leaves_the_address_at_once(
    world: World, visitors: Visitors, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Into the session; opening it does nothing else, and no page is told where one came from."""
    answer = asked(visitors, world, name)
    assert answer.status_code == 302
    assert "ein-token" not in answer["Location"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "ein-token" not in caplog.text


def test_a15_every_link_is_asked() -> None:
    assert {name for name, each in PAGES.items() if "secret" in each.where} == set(LINKS)


MARK = "Zwetschgenkuchen"


def marked(value: Any) -> Any:
    """The value with every text in it replaced; keys stay."""
    if isinstance(value, dict):
        return {key: marked(each) for key, each in value.items()}
    if isinstance(value, list):
        return [marked(each) for each in value]
    return f"{MARK} {value}" if isinstance(value, str) and " " in value else value


def mark(world: World) -> None:
    """Everything that Beispielstadt wrote in the open round says MARK."""
    own = world.rounds["open"].applications[0]
    for each in own.answers.all():
        type(each).objects.filter(pk=each.pk).update(value=marked(each.value))
    for version in own.versions.all():
        content = marked(version.content)
        type(version).objects.filter(pk=version.pk).update(title=MARK, content=content)


def texts_of(answer: Any) -> str:
    """What can be read of an answer, in the members of an archive too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not body.startswith(b"PK"):
        return str(body.decode(errors="replace"))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def before_the_deadline(name: str, world: World) -> str:
    """An address of the office or the jury, in the round whose deadline has not come."""
    every = {**PAGES, **OPERATIONS}[name]
    parts = every.parts(world)
    open_parts = {"slug": world.slug("open"), "public_id": world.own("open")}
    parts.update({key: value for key, value in open_parts.items() if key in parts})
    return reverse(name.partition(" ")[0], kwargs=parts)


BEHIND = [
    *(name for name, each in PAGES.items() if each.viewer not in ("anonymous", *OWN)),
    *(
        name
        for name, each in OPERATIONS.items()
        if each.viewer not in ("anonymous", *OWN) and name.endswith("GET")
    ),
]


def test_c22_nobody_reads_an_application_before_the_deadline(
    world: World, visitors: Visitors
) -> None:
    """No room of the office or the jury, by page, file or program."""
    mark(world)
    told, opened = {}, 0
    for name in BEHIND:
        path = before_the_deadline(name, world)
        for persona in ("office", "juror", "chair"):
            if persona != "office" and "/api/" in path:
                continue  # a juror's token names a call; tests/api/test_bounds.py
            answer: Any = visitors.ask(persona, "GET", path)
            assert answer.status_code < 500, path
            text = texts_of(answer)
            opened += answer.status_code == 200
            if MARK in text:
                told[f"{persona} {name}"] = text[max(0, text.index(MARK) - 80) :][:160]
    assert told == {}
    assert opened > 100


def test_c22_those_who_wrote_it_read_it(world: World, visitors: Visitors) -> None:
    """So the test above looks for what is there."""
    mark(world)
    path = reverse("application", args=[world.own("open")])
    assert MARK in texts_of(visitors.ask("editor", "GET", path))
