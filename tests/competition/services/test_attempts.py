"""What is kept of refused acts that no other service remembers."""

import pytest

from competition import clock
from competition.models import Application, Attempt, User
from competition.services import attempts

pytestmark = pytest.mark.django_db


def remember(person: User, application: Application | None) -> None:
    attempts.remember_foreign(
        person=person,
        application=application,
        subject="GET /portal/bewerbungen/x/",
        received_at=clock.now(),
    )


def test_foreign_access_is_kept_with_person_place_and_instant(
    draft: Application, boris: User
) -> None:
    remember(boris, draft)

    kept = Attempt.objects.get()
    assert (kept.kind, kept.code, kept.user, kept.application) == (
        *("foreign", "not_found"),
        *(boris, draft),
    )
    assert kept.subject == "GET /portal/bewerbungen/x/"
    assert kept.received_at <= kept.logged_at


def test_a_guessed_application_is_kept_without_one(boris: User) -> None:
    remember(boris, None)
    assert Attempt.objects.get().application is None


def test_of_one_person_only_so_many_an_hour_are_kept(
    boris: User, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attempts, "REMEMBERED", 2)
    for person in (boris, boris, boris, anna):
        remember(person, None)
    assert Attempt.objects.filter(user=boris).count() == 2
    assert Attempt.objects.filter(user=anna).count() == 1
