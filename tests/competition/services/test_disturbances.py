"""Reports of disturbances: numbered, timed, and no tool to send mails to others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from competition import clock
from competition.models import Attempt, AuditEntry, Call, Disturbance, Notice, User
from competition.services import brakes, disturbances
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db
TEXT = "Nach dem Absenden kam eine leere Seite."


def report(by: User | None = None, text: str = TEXT, **options: object) -> Disturbance:
    given: dict[str, object] = {"address": "192.0.2.1", "received_at": clock.now(), **options}
    return disturbances.report(text=text, by=by, **given)  # type: ignore[arg-type]  # by name


def test_a_report_is_numbered_and_timed_by_its_arrival(call: Call) -> None:
    at = clock.now() - timedelta(seconds=3)

    kept = report(received_at=at, call=call, page="/portal/", contact="anna@example.org")

    assert kept.received_at == at
    assert len(kept.number) == 14
    assert (kept.call, kept.page, kept.contact) == (call, "/portal/", "anna@example.org")
    entry = AuditEntry.objects.get(act="disturbance.reported")
    assert (entry.subject, set(entry.payload)) == (kept.number, {"received_at"})


def test_who_is_signed_in_gets_number_and_time_by_mail(anna: User) -> None:
    kept = report(anna)

    letter = Notice.objects.get()
    assert (letter.recipient, letter.address) == (anna, "anna@example.org")
    assert kept.number in letter.subject
    assert f"{timezone.localtime(kept.received_at):%H:%M:%S}" in letter.body


def test_nobody_else_is_sent_a_mail(db: None) -> None:
    report(contact="victim@example.org")
    assert not Notice.objects.exists()


def test_a_double_click_is_one_report(anna: User, berta: User) -> None:
    first = report(anna)
    assert report(anna, f"{TEXT} ") == first
    assert report(anna, "Und jetzt gar nichts mehr.") != first
    assert report(berta) != first
    assert report() != report()  # without an account nobody can say that it is the same person
    assert Notice.objects.count() == 3


@pytest.mark.parametrize(
    ("text", "code"),
    [(" ", "required"), ("x" * 4001, "too_long"), ("a\x00", "control_characters")],
)
def test_a_report_is_a_text(db: None, text: str, code: str) -> None:
    with refused(code):
        report(text=text)


def test_a_flood_is_braked_and_told_so(anna: User, berta: User) -> None:
    for number in range(disturbances.PER_PERSON):
        report(anna, f"Meldung {number}")
    with refused("too_many_reports") as caught:
        report(anna, "Noch eine")
    assert 59 <= caught.details["minutes"] <= 60
    report(berta)
    report()


def test_a_flood_from_one_address_is_braked(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturbances, "PER_ADDRESS", 2)
    report()
    report()
    with refused("too_many_reports"):
        report()
    report(address="192.0.2.2")
    report(anna)  # signed in: counted apart


def test_a_household_is_one_sender(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has a whole network of IPv6, and may ask from any address of it."""
    monkeypatch.setattr(disturbances, "PER_ADDRESS", 1)
    report(address="2001:db8:1:2::1")
    with refused("too_many_reports"):
        report(address="2001:db8:1:2::2")
    report(address="2001:db8:1:3::1")


def test_who_reports_is_counted_by_a_digest_that_needs_the_key(db: None, anna: User) -> None:
    report()
    report(by=anna)
    kept = set(Attempt.objects.values_list("subject", flat=True))
    assert len(kept) == 2
    plain = ("192.0.2.1", "address 192.0.2.1", f"person {anna.pk}")
    assert kept.isdisjoint(brakes.digest(each) for each in plain)


def test_a_settled_report_keeps_what_was_found(dora: User, emil: User) -> None:
    kept = report()
    disturbances.settle(disturbance=kept, remark="Kein Ausfall im Zeitraum.", by=dora)

    kept.refresh_from_db()
    assert (kept.remark, kept.settled_by) == ("Kein Ausfall im Zeitraum.", dora)
    with refused("disturbance_settled"):
        disturbances.settle(disturbance=kept, remark="Doch.", by=emil)


def test_settling_is_for_the_office_and_needs_a_remark(dora: User, anna: User) -> None:
    kept = report()
    with refused("not_allowed"):
        disturbances.settle(disturbance=kept, remark="Erledigt.", by=anna)
    with refused("required"):
        disturbances.settle(disturbance=kept, remark=" ", by=dora)
