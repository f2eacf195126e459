"""What the letters about a municipality's people say."""

import pytest

from competition import clock
from competition.letters import kinds
from competition.letters.members import tell_members
from competition.models import Invitation, Municipality, Notice, User
from competition.services import invitations, mailboxes, membership_requests

pytestmark = pytest.mark.django_db


def letter(kind: str) -> Notice:
    return Notice.objects.filter(kind=kind).latest("pk")


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        ("joined", "Stefan Beispiel (stefan@example.org) handelt jetzt für Beispielstadt."),
        ("role", "hat für Beispielstadt jetzt diese Rolle: vertretungsberechtigt"),
        ("left", "Stefan Beispiel (stefan@example.org) handelt nicht mehr für Beispielstadt."),
        ("invited", "Die Geschäftsstelle hat post@example.org eingeladen"),
        ("mailbox", "Das Postfach post@example.org erhält ab jetzt eine Kopie"),
        ("mailbox_removed", "Das Postfach post@example.org erhält keine Kopien"),
    ],
)
def test_change_says_what_happened_who_did_it_and_why(
    own_town: Municipality, anna: User, stranger: User, happened: str, words: str
) -> None:
    tell_members(
        own_town,
        happened=happened,
        at=clock.now(),
        by=anna,
        person=stranger,
        role="signatory",
        address="post@example.org",
        reason="Auf Bitte <der> Bürgermeisterin.",
    )

    body = letter("membership_changed").body
    assert words in body
    assert "Veranlasst von Anna Beispiel am " in body
    assert "Begründung: Auf Bitte <der> Bürgermeisterin." in body
    assert "/portal/kommunen/99001001/" in body


def test_change_made_at_the_console_names_nobody(own_town: Municipality, anna: User) -> None:
    tell_members(own_town, happened="left", at=clock.now(), by=None, person=anna)

    assert "Eingetragen am " in letter("membership_changed").body


def test_who_did_it_twice_at_once_is_told_of_both(
    own_town: Municipality, anna: User, stranger: User
) -> None:
    at = clock.now()
    for happened in ("joined", "role"):
        tell_members(own_town, happened=happened, at=at, by=anna, person=stranger, role="editor")

    assert Notice.objects.filter(kind="membership_changed", recipient=anna).count() == 2


def test_invitation_says_who_to_what_and_until_when(own_town: Municipality, berta: User) -> None:
    invitations.invite(email="x@example.org", role="deputy", by=berta, municipality=own_town)

    notice = letter("invitation")
    assert notice.subject == "Einladung, für Beispielstadt mitzuarbeiten"
    assert "Berta Beispiel lädt Sie ein" in notice.body
    assert "vertretungsberechtigt (Stellvertretung)" in notice.body
    assert "Wenn Sie nichts tun, geschieht nichts" in notice.body
    assert "Beispielrunde" in notice.body


def test_invitations_of_the_office_say_to_what(dora: User, emil: User) -> None:
    for role, words in (("office", "in der Geschäftsstelle mitzuarbeiten"), ("account", "Konto")):
        invitation = invitations.invite(email="x@example.org", role=role, by=dora)
        if role == "office":
            invitations.confirm(invitation=invitation, by=emil)
        assert words in letter("invitation").body
    assert Invitation.objects.count() == 2


def test_request_leads_members_to_the_decision(
    own_town: Municipality, anna: User, stranger: User
) -> None:
    membership_requests.ask(municipality=own_town, role="editor", by=stranger)

    body = letter("membership_requested").body
    assert "Stefan Beispiel (stefan@example.org) möchte für Beispielstadt handeln." in body
    assert "/portal/kommunen/99001001/" in body


def test_admitted_person_learns_what_the_role_allows(own_town: Municipality) -> None:
    given = {"call": None, "application": None, "municipality": own_town, "role": "Bearbeitung"}

    _, editor = kinds.MEMBERSHIP_ADMITTED.render({**given, "can_sign": False})
    _, signatory = kinds.MEMBERSHIP_ADMITTED.render({**given, "can_sign": True})

    assert "Freigeben muss sie eine vertretungsberechtigte Person." in editor
    assert "freigeben, einreichen und zurückziehen" in signatory


def test_mailbox_learns_who_wants_it_and_needs_no_account(
    own_town: Municipality, anna: User
) -> None:
    mailboxes.add(municipality=own_town, address="post@example.org", by=anna)

    body = letter("mailbox_confirmation").body
    assert "Anna Beispiel möchte, dass dieses Postfach (post@example.org)" in body
    assert "Ein Konto ist dafür nicht nötig." in body
