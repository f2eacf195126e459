"""Ready wordings: kept, changed, deleted; what was written with them stays."""

import pytest

from competition.models import AuditEntry, StandardReason, User
from competition.services import standard_reasons as service
from tests.fixtures.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(dora: User) -> StandardReason:
    return service.add(use="exclusion", title=" Summe ", text="Es fehlt\r\neine Summe.", by=dora)


def test_a_wording_is_kept_with_who_and_when(kept: StandardReason, dora: User) -> None:
    assert (kept.title, kept.text, kept.saved_by) == ("Summe", "Es fehlt\neine Summe.", dora)
    entry = AuditEntry.objects.get(act="standard_reason.added")
    assert "Summe" not in str(entry.payload)


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"use": "praise"}, "unknown_choice", "use"),
        ({"title": " "}, "required", "title"),
        ({"title": "x" * 121}, "too_long", "title"),
        ({"text": ""}, "required", "text"),
        ({"text": "x" * 2001}, "too_long", "text"),
        ({"text": "a\x00b"}, "control_characters", "text"),
        ({"title": "Summe"}, "standard_reason_known", "title"),
    ],
)
def test_a_faulty_wording_is_refused(
    kept: StandardReason, dora: User, fields: dict[str, str], code: str, field: str
) -> None:
    typed = {"use": "exclusion", "title": "Frist", "text": "Zu spät.", **fields}
    with refused(code) as caught:
        service.add(**typed, by=dora)
    assert caught.field == field


def test_the_same_title_may_stand_for_another_use(kept: StandardReason, dora: User) -> None:
    service.add(use="correction", title="Summe", text="Bitte nennen.", by=dora)
    assert StandardReason.objects.count() == 2


def test_a_wording_is_changed_as_it_was_read(kept: StandardReason, dora: User, emil: User) -> None:
    read = service.digest(kept)
    new = {"use": "exclusion", "title": "Summe", "text": "Neu."}
    service.edit(reason=kept, **new, read=read, by=emil)
    assert StandardReason.objects.get().text == "Neu."
    with refused("standard_reason_changed"):
        service.edit(reason=kept, **new, read=read, by=dora)
    with refused("standard_reason_changed"):
        service.delete(reason=kept, read=read, by=dora)


def test_a_deleted_wording_cannot_come_back(kept: StandardReason, dora: User) -> None:
    read = service.digest(kept)
    service.delete(reason=kept, read=read, by=dora)
    assert not StandardReason.objects.exists()
    gone = StandardReason(pk=1)
    with refused("standard_reason_changed"):
        service.edit(reason=gone, use="exclusion", title="x", text="y", read=read, by=dora)


def test_only_the_office_may(kept: StandardReason, stranger: User) -> None:
    new = {"use": "exclusion", "title": "x", "text": "y"}
    with refused("not_allowed"):
        service.add(**new, by=stranger)
    with refused("not_allowed"):
        service.edit(reason=kept, **new, read=service.digest(kept), by=stranger)
    with refused("not_allowed"):
        service.delete(reason=kept, read=service.digest(kept), by=stranger)
