"""Redacted copies: what is withheld is not in the file at all."""

import hashlib
import re

import pytest

from competition import storage
from competition.models import Application, AuditEntry, RedactedCopy, User
from competition.redactions.copy import Wish
from competition.services import redacted_copies as service
from competition.services import stray_files
from tests.fixtures.court_files import told
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.pdf import read
from tests.fixtures.people import account
from tests.fixtures.refusals import refused, unchanged
from tests.fixtures.rounds import CLOSED_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db
TEXT = (
    "Mit der Muster & Söhne GmbH für 4.711,00 Euro. Fragen an Berta Beispiel, "
    "berta@stadt.example, 0221 4711-22."
)
GROUND = "Betriebs- und Geschäftsgeheimnis (§ 6 IFG)"


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    application = round_.draft(0, concept=TEXT, remark="Nur intern gedacht.")
    attach(application, account("Berta"), pdf(), name="Beschluss Berta Beispiel.pdf")
    submit(application, account("Berta"))
    application.refresh_from_db()
    round_.close()
    return round_


def make(round_: Round, *passages: str, withheld: tuple[str, ...] = ()) -> bytes:
    """The copy as it lies in the store."""
    application = round_.applications[0]
    wish = Wish(withheld, passages, GROUND if passages or withheld else "")
    digest = service.plan(application=application, wish=wish, by=round_.dora).digest
    made = service.make(application=application, wish=wish, digest=digest, by=round_.dora)
    content = storage.path_of(made.digest).read_bytes()
    assert hashlib.sha256(content).hexdigest() == made.digest
    return content


def test_what_is_withheld_is_absent_and_the_mark_stands_there(closed: Round) -> None:
    raw = make(closed, "Muster & Söhne GmbH", "4.711,00", withheld=("remark",))
    text = told(raw)
    for absent in ("Söhne", "4.711", "Nur intern", "Berta", "berta@", "0221", "Beschluss"):
        assert absent not in text
        assert absent.encode() not in raw
    assert text.count(f"[geschwärzt: {GROUND}]") == 3
    assert "[geschwärzt: personenbezogene Angabe]" in text
    assert "Anmerkung" in text
    assert "Anlagen: 1; sie sind nicht Teil dieser Kopie." in text
    assert "GESCHWÄRZTE KOPIE" in text


def test_c14_the_file_says_nothing_beside_its_text(closed: Round) -> None:
    raw = make(closed)
    assert b"<pdfuaid:part>1<" in raw
    assert b"/Lang(de-DE)" in raw
    for telling in (b"/Author", b"dc:creator", b"/EmbeddedFile", b"/Annots", b"/Keywords"):
        assert telling not in raw
    version = closed.applications[0].valid_version
    assert version
    text = re.sub(r"\s", "", read(raw).text)
    assert version.digest not in text
    assert version.receipt.number not in text
    assert closed.applications[0].public_id not in text


def test_persons_are_left_out_without_anybody_asking(closed: Round) -> None:
    text = told(make(closed))
    assert "Söhne" in text
    for absent in ("Berta", "berta@", "0221", "Eingereicht von", "Freigegeben"):
        assert absent not in text


def test_who_only_acts_for_the_town_is_left_out_too(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    round_.draft(0, concept="Anna Beispiel leitet das Projekt.")
    submit(round_.applications[0], account("Berta"))
    round_.close()
    assert "Anna" not in told(make(round_))


def test_the_row_and_the_log_name_the_copy_and_no_passage(closed: Round) -> None:
    make(closed, "Muster & Söhne GmbH")
    row = RedactedCopy.objects.get()
    assert (row.made_by, row.passages, row.ground) == (closed.dora, ["Muster & Söhne GmbH"], GROUND)
    entry = AuditEntry.objects.get(act="redacted_copy.made")
    assert entry.payload["sha256"] == row.digest
    assert "Muster" not in str(entry.payload)


def test_looking_first_writes_nothing(closed: Round) -> None:
    with unchanged():
        found = service.plan(application=closed.applications[0], wish=Wish(), by=closed.dora)
    assert "Berta" not in str(found.paper)


def test_what_changed_since_it_was_read_is_read_again(closed: Round) -> None:
    application, wish = closed.applications[0], Wish((), ("Söhne",), GROUND)
    digest = service.plan(application=application, wish=wish, by=closed.dora).digest
    other = Wish((), ("Muster",), GROUND)
    with refused("copy_changed"):
        service.make(application=application, wish=other, digest=digest, by=closed.dora)
    User.objects.filter(email="anna@example.org").update(name="Anna Fragen")
    with refused("copy_changed"):
        service.make(application=application, wish=wish, digest=digest, by=closed.dora)


@pytest.mark.parametrize(
    ("wish", "code", "field"),
    [
        (Wish(("gibt-es-nicht",), (), GROUND), "unknown_question", "withheld"),
        (Wish((), ("Sohne",), GROUND), "passage_not_found", "passages"),
        (Wish((), ("ab",), GROUND), "passage_too_short", "passages"),
        (Wish((), ("x" * 2001,), GROUND), "too_long", "passages"),
        (Wish((), ("a\x00bcd",), GROUND), "control_characters", "passages"),
        (Wish((), tuple(f"{n:04}" for n in range(201)), GROUND), "too_many_rows", "passages"),
        (Wish((), ("Söhne",), " "), "reason_required", "ground"),
        (Wish(("remark",), (), ""), "reason_required", "ground"),
        (Wish((), ("Söhne",), "x" * 301), "too_long", "ground"),
        (Wish((), ("Söhne",), "Betrifft Muster & söhne"), "ground_tells", "ground"),
    ],
)
def test_a_wish_that_would_not_do_is_refused(
    closed: Round, wish: Wish, code: str, field: str
) -> None:
    with refused(code) as caught:
        service.plan(application=closed.applications[0], wish=wish, by=closed.dora)
    assert caught.field == field


def test_who_may_and_when(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    application = round_.applications[0]
    with refused("call_not_closed"):
        service.plan(application=application, wish=Wish(), by=round_.dora)
    draft = round_.draft(1)
    round_.close()
    draft.refresh_from_db()
    with refused("nothing_sealed"):
        service.plan(application=draft, wish=Wish(), by=round_.dora)
    application.refresh_from_db()
    for by in (account("Berta"), account("Stefan")):
        with refused("not_allowed"):
            service.plan(application=application, wish=Wish(), by=by)
        with refused("not_allowed"):
            service.make(application=application, wish=Wish(), digest="", by=by)
    Application.objects.filter(pk=application.pk).update(erased_at=CLOSED_AT)
    application.refresh_from_db()
    with refused("application_erased"):
        service.plan(application=application, wish=Wish(), by=round_.dora)


def test_the_store_keeps_a_copy_until_its_application_is_erased(closed: Round) -> None:
    make(closed)
    digest = RedactedCopy.objects.get().digest
    assert digest in stray_files._named()
    Application.objects.update(erased_at=CLOSED_AT)
    assert digest not in stray_files._named()
