"""Reports of barriers: numbered, answered within a month, and no tool to send mails to others."""

from datetime import timedelta

import pytest

from competition import answer_period, clock
from competition.models import AuditEntry, BarrierReport, Notice, User
from competition.services import barrier_reports, pseudonyms
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db
TEXT = "Meine Vorlesesoftware liest die Tabelle nicht."


def report(by: User | None = None, text: str = TEXT, **options: object) -> BarrierReport:
    given: dict[str, object] = {"address": "192.0.2.1", "received_at": clock.now(), **options}
    return barrier_reports.report(text=text, by=by, **given)  # type: ignore[arg-type]  # by name


def letters(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind))


def test_a_report_is_numbered_and_opens_a_month(db: None) -> None:
    at = clock.now() - timedelta(seconds=3)

    kept = report(received_at=at, page="/portal/", contact="anna@example.org")

    assert (kept.received_at, kept.answer_by_at) == (at, answer_period.answer_by(at))
    assert len(kept.number) == 14
    assert (kept.page, kept.contact) == ("/portal/", "anna@example.org")
    entry = AuditEntry.objects.get(act="barrier.reported")
    assert (entry.subject, set(entry.payload)) == (kept.number, {"received_at"})


def test_who_is_signed_in_gets_number_and_day_by_mail(anna: User) -> None:
    kept = report(anna, contact="victim@example.org")

    letter = Notice.objects.get()
    assert (letter.kind, letter.address) == ("barrier_report", "anna@example.org")
    assert kept.number in letter.subject
    assert f"/barriere-melden/{kept.number}/" in letter.body


def test_nobody_else_is_sent_a_mail(db: None) -> None:
    report(contact="victim@example.org")
    assert not Notice.objects.exists()


def test_a_double_click_is_one_report(anna: User) -> None:
    first = report(anna)
    assert report(anna, f"{TEXT} ") == first
    assert report(anna, "Und das Telefon auch nicht.") != first
    assert report() != report()  # without an account nobody can say that it is the same person


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((" ", "required"), ("x" * 4001, "too_long")),
        *(("a\x00", "control_characters"), ("\ud800", "control_characters")),
    ],
)
def test_a_report_is_a_text(db: None, text: str, code: str) -> None:
    with refused(code):
        report(text=text)


@pytest.mark.parametrize("contact", ["kein Postfach", "a@b", "a@example.org, b@example.org"])
def test_an_address_is_an_address(db: None, contact: str) -> None:
    with refused("address_invalid"):
        report(contact=contact)


def test_a_flood_is_braked_and_told_so(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(barrier_reports, "PER_PERSON", 2)
    monkeypatch.setattr(barrier_reports, "PER_ADDRESS", 1)
    report(anna)
    report(anna, "Noch etwas.")
    report()
    with refused("too_many_reports"):
        report(anna, "Und noch etwas.")
    with refused("too_many_reports"):
        report()
    report(address="192.0.2.2")
    report(address="2001:db8:1:2::1")
    with refused("too_many_reports"):
        report(address="2001:db8:1:2::2")  # of the same household


@pytest.mark.parametrize(
    ("contact", "recipient", "address"),
    [
        ("", "anna@example.org", "anna@example.org"),
        ("anna@example.org", "anna@example.org", "anna@example.org"),
        ("anders@example.org", None, "anders@example.org"),
    ],
)
def test_the_answer_goes_where_it_was_wished(
    anna: User, dora: User, contact: str, recipient: str | None, address: str
) -> None:
    kept = report(anna, contact=contact)

    barrier_reports.answer(report=kept, text="Die Tabelle ist neu.", by=dora)

    [letter] = letters("barrier_answer")
    found = letter.recipient.email if letter.recipient else None
    assert (found, letter.address) == (recipient, address)
    assert "Die Tabelle ist neu." in letter.body
    assert "Schlichtungsstelle" in letter.body
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_by) == ("Die Tabelle ist neu.", dora)


def test_without_an_address_the_answer_is_kept_alone(dora: User) -> None:
    kept = barrier_reports.answer(report=report(), text="Danke.", by=dora)
    assert kept.answered_at
    assert not Notice.objects.exists()


def test_a_report_is_answered_once_and_by_the_office(anna: User, dora: User, emil: User) -> None:
    kept = report()
    with refused("not_allowed"):
        barrier_reports.answer(report=kept, text="Danke.", by=anna)
    with refused("required"):
        barrier_reports.answer(report=kept, text=" ", by=dora)
    barrier_reports.answer(report=kept, text="Danke.", by=dora)
    with refused("barrier_answered"):
        barrier_reports.answer(report=kept, text="Nein, danke.", by=emil)
    kept.refresh_from_db()
    assert (kept.answer, kept.answered_by) == ("Danke.", dora)


def test_the_address_goes_half_a_year_after_the_answer(dora: User) -> None:
    answered, waiting = report(contact="a@example.org"), report(contact="b@example.org")
    barrier_reports.answer(report=answered, text="Für a@example.org.", by=dora)
    at = clock.now() + barrier_reports.KEPT

    assert barrier_reports.forget(at=at - timedelta(minutes=1)) == 0
    assert barrier_reports.forget(at=at + timedelta(minutes=1)) == 1
    assert barrier_reports.forget(at=at + timedelta(minutes=1)) == 0

    answered.refresh_from_db()
    waiting.refresh_from_db()
    assert (answered.contact, waiting.contact) == ("", "b@example.org")
    [letter] = letters("barrier_answer")
    assert "a@example.org" not in f"{letter.address} {letter.body}"


def test_a_closed_account_leaves_no_words(berta: User, dora: User) -> None:
    own, named = report(berta, "Ich bin Berta."), report(contact="berta@example.org")

    pseudonyms.pseudonymise(user=berta, by=dora)

    own.refresh_from_db()
    named.refresh_from_db()
    assert "Berta" not in own.text
    assert named.contact == ""
