"""Copies of a result for partner municipalities: word for word, behind a sentence of their own.

A letter of the result names no person and nobody else's points, and a partner has applied, too: it
may read all of it. Who was asked and never agreed, or has stepped back, gets nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from competition.letters import kinds, outbox
from competition.models import (
    Application,
    Mailbox,
    Membership,
    Municipality,
    Notice,
    Participant,
    User,
)
from competition.models.application import ParticipantRole
from competition.models.membership import SIGNING

Row = TypeVar("Row", Membership, Mailbox)


@dataclass(frozen=True, slots=True)
class Partner:
    """A confirmed partner of an application, and who is told for it."""

    municipality: Municipality
    people: tuple[User, ...]
    mailboxes: tuple[str, ...]


def recipients_of(
    applications: "Sequence[Application] | QuerySet[Application]",
) -> Mapping[int, list[Partner]]:
    """By application its confirmed partners; three queries, however many they are.

    Told is who confirmed the partnership; where that person acts for the place no more, whoever
    signs for it. A person who has left learns nothing.
    """
    confirmed = list(
        Participant.objects.filter(
            application__in=applications,
            role=ParticipantRole.PARTNER,
            confirmed_at__isnull=False,
        )
        .select_related("municipality")
        .order_by("municipality__name", "pk")
    )
    places = {each.municipality_id for each in confirmed}
    members = _by_place(
        Membership.objects.filter(municipality__in=places)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    boxes = _by_place(
        Mailbox.objects.filter(municipality__in=places, confirmed_at__isnull=False).order_by("pk")
    )
    found: dict[int, list[Partner]] = defaultdict(list)
    for each in confirmed:
        people = _people(each, members[each.municipality_id])
        addresses = tuple(box.address for box in boxes[each.municipality_id])
        found[each.application_id].append(Partner(each.municipality, people, addresses))
    return found


def _people(participant: Participant, members: Iterable[Membership]) -> tuple[User, ...]:
    own = list(members)
    who = [each.user for each in own if each.user_id == participant.confirmed_by_id]
    return tuple(who or [each.user for each in own if each.role in SIGNING])


def _by_place(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.municipality_id].append(row)
    return found


def copies_of(letters: Sequence[Notice]) -> Iterator[Notice]:
    """The copies of several letters, each about an application."""
    partners = recipients_of([each.application for each in letters if each.application])
    for letter in letters:
        yield from copies(letter, partners.get(letter.application_id or 0, ()))


def copies(letter: Notice, partners: Iterable[Partner]) -> Iterator[Notice]:
    """One copy for each person and each shared mailbox of each partner, due with the letter."""
    for partner in partners:
        told: list[tuple[User | None, str]] = [(person, "") for person in partner.people]
        told += [(None, address) for address in partner.mailboxes]
        for person, address in told:
            yield outbox.written(
                kinds.PARTNER_RESULT,
                call=letter.call,
                application=letter.application,
                recipient=person,
                address=address,
                occasion=f"{letter.occasion} {partner.municipality.ags}",
                due_at=letter.due_at,
                written_at=letter.owed_at,
                context={"municipality": partner.municipality, "original": letter},
            )
