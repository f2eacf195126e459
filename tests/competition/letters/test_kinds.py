"""Letters: one kind, two templates, a subject of one line, German whoever asks."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from competition.letters import kinds, outbox
from competition.models import Application, Municipality, Notice, User
from competition.services import partners
from tests.fixtures.rounds import MakeRound, Stage, submit

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.BASE_DIR) / "templates" / "letters"


def test_each_kind_has_its_two_templates_and_each_template_its_kind() -> None:
    written = {path.name for path in FOLDER.glob("*.txt") if not path.name.startswith("_")}

    assert written == {
        name for kind in kinds.REGISTRY for name in (f"{kind}_subject.txt", f"{kind}.txt")
    }


def test_portal_shows_what_concerns_the_municipality() -> None:
    assert [
        *("receipt", "withdrawal", "partner_step_back", "extension", "call_revised"),
        *("late_admission", "correction_request", "correction_cancelled", "award", "rejection"),
        *("reserve", "exclusion", "succession", "revocation", "award_declined"),
        *("agreement", "agreement_accepted"),
        *("report_received", "report_returned", "report_accepted"),
        *("report_extended", "report_overdue"),
        *("payment_requested", "payment_ordered", "payment_rejected"),
        *("workshop_invitation", "workshop_changed", "workshop_cancelled", "workshop_missed"),
        "profile_taken_down",
    ] == kinds.PORTAL_KINDS


def test_letter_is_german_also_for_an_english_reader(draft: Application, berta: User) -> None:
    with translation.override("en"):
        submit(draft, berta)

    notice = Notice.objects.get()
    assert notice.subject.startswith("Eingangsbestätigung")
    assert "Mit freundlichen Grüßen" in notice.body


def test_letters_of_a_whole_round_are_complete(make_round: MakeRound) -> None:
    make_round(Stage.ANNOUNCED)

    found = Notice.objects.order_by("kind").values_list("kind", flat=True).distinct()
    assert list(found) == ["award", "receipt", "rejection", "review_final"]
    for notice in Notice.objects.order_by("pk"):
        assert notice.subject.strip() == notice.subject != ""
        assert "\n" not in notice.subject
        assert notice.body.endswith("\n")
        for slip in ("{{", "{%", "None", "&amp;", "&quot;", "&#x27;"):
            assert slip not in notice.subject + notice.body


def test_letter_says_a_name_letter_by_letter(draft: Application, berta: User) -> None:
    name = "Beispiel & „Söhne“ <oder> 'nicht' {{ 7 }} {% now 'Y' %}"
    Municipality.objects.update(name=name)

    submit(Application.objects.get(), berta)

    notice = Notice.objects.get()
    assert name in notice.subject
    assert name in notice.body


def test_i14_line_breaks_in_names_do_not_reach_a_header(
    draft: Application, berta: User, other_town: Municipality, boris: User
) -> None:
    berta.name = "Berta\r\nBcc: everybody@example.org"
    berta.save()
    Municipality.objects.update(name="Beispiel\r\nBcc: everybody@example.org\r\n\r\nText")
    type(draft.call).objects.update(title="Runde\nX-Header: 1")
    draft = Application.objects.select_related("call", "municipality").get()

    partners.invite(application=draft, municipality=other_town, by=berta)
    notice = Notice.objects.get()
    document = outbox._message(notice).message()

    assert "\n" not in notice.subject
    assert "\r" not in notice.subject
    assert "Bcc" not in document
    assert "X-Header" not in document
    assert document["To"] == "boris@example.org"


def test_long_subject_is_cut_and_not_refused(draft: Application, berta: User) -> None:
    Municipality.objects.update(name="Beispiel" * 25)
    type(draft.call).objects.update(title="Sehr lange Runde " * 11)

    submit(Application.objects.get(), berta)

    assert len(Notice.objects.get().subject) <= 250
