"""What can be done in the jury's session: per act its form, whether it is offered, its service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from competition.errors import Refusal
from competition.models import Call, User
from reviews.forms import session as forms
from reviews.models import JuryMember, Session, SessionItem
from reviews.policies import is_decided, may_run_session
from reviews.services import deliberation, revisions, session
from reviews.session.room import Room, sessions_of
from reviews.session.room import is_chair_out as is_chair_out_of

Given = Mapping[str, Any]
Found = TypeVar("Found")


@dataclass(frozen=True)
class Door:
    """Who looks at the session: a member of the jury, or the office (``viewer`` is None)."""

    call: Call
    person: User
    viewer: JuryMember | None

    @cached_property
    def sessions(self) -> list[Session]:
        """All sessions of the call, the newest first."""
        return list(sessions_of(self.call.pk))

    @cached_property
    def room(self) -> Room | None:
        """The newest session; None before the first."""
        return Room(self.sessions[0], self.viewer) if self.sessions else None

    @property
    def is_running(self) -> bool:
        return self.room is not None and self.room.session.closed_at is None

    @cached_property
    def runs(self) -> bool:
        """Whether this person runs the session as it stands."""
        if self.viewer is None:
            return True
        current = self.room.current if self.room else None
        is_out = current is not None and current.hidden == "conflicted"
        is_chair_out = self.room is not None and is_chair_out_of(
            self.room.session, self.viewer, current.item if current else None
        )
        return may_run_session(self.viewer, is_out=is_out, is_chair_out=is_chair_out).allowed

    @cached_property
    def is_decided(self) -> bool:
        """Whether a decision stands, so that no session can be opened."""
        return is_decided(self.call)

    def to(self, name: str, *parts: object) -> str:
        """The address of the door's own page: ``jury-…`` or ``office-…``."""
        side = "jury" if self.viewer else "office"
        return reverse(f"{side}-{name}", args=(self.call.slug, *parts))

    def running(self) -> Room:
        """The session that acts are about. Raises ``not_found`` before the first."""
        if self.room is None:
            raise Refusal("not_found")
        return self.room

    def item(self, given: Given) -> SessionItem:
        """The item that was posted. Raises ``not_found``."""
        items: list[SessionItem] = self.running().items
        return _found(next((each for each in items if each.pk == given["item"]), None))

    def member(self, wanted: object) -> JuryMember:
        """The member that was posted. Raises ``not_found``."""
        seats = (seat.member for seat in self.running().seats)
        return _found(next((each for each in seats if str(each.pk) == str(wanted)), None))


def _found(thing: Found | None) -> Found:
    if thing is None:
        raise Refusal("not_found")
    return thing


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``form`` builds its form, from what was posted or fresh; None: not offered."""

    form: Callable[[Door, Any], Form | None]
    do: Callable[[Door, Given], str]


def _open_form(door: Door, data: Any) -> Form | None:
    if door.is_running or not door.runs:
        return None
    usual = forms.usual_quorum(door.call.jury_members.count())
    return forms.OpenForm(data, initial={"quorum": usual})


def _open(door: Door, given: Given) -> str:
    session.open(call=door.call, by=door.person, quorum=given["quorum"], place=given["place"])
    return _("Die Sitzung ist eröffnet. Bitte tragen Sie ein, wer da ist.")


def _come(door: Door, given: Given) -> str:
    member = door.member(given["member"])
    session.come(session=door.running().session, member=member, by=door.person)
    return _("%(name)s ist da.") % {"name": member.user.name}


def _leave(door: Door, given: Given) -> str:
    member = door.member(given["member"])
    session.leave(session=door.running().session, member=member, by=door.person)
    return _("%(name)s ist gegangen.") % {"name": member.user.name}


def _call_item(door: Door, given: Given) -> str:
    item = door.item(given)
    deliberation.open_item(item=item, by=door.person)
    return _("Aufgerufen: %(name)s.") % {"name": item.application.municipality.name}


def _close_item(door: Door, given: Given) -> str:
    item = door.item(given)
    deliberation.close_item(item=item, by=door.person)
    name = item.application.municipality.name
    return _("Die Beratung über %(name)s ist beendet. Wer draußen war, kann zurückkommen.") % {
        "name": name
    }


def _note_form(door: Door, data: Any) -> Form | None:
    return forms.NoteForm(data) if door.is_running and door.runs else None


def _note(door: Door, given: Given) -> str:
    held = door.running().session
    deliberation.note(session=held, text=given["text"], by=door.person, over=given["over"])
    return _("Der Vermerk steht in der Niederschrift.")


def _vote_form(door: Door, data: Any) -> Form | None:
    current = door.room.current if door.room else None
    if current is None or not door.runs:
        return None
    return forms.VoteForm(data, initial={"item": current.item.pk})


def _vote(door: Door, given: Given) -> str:
    votes = deliberation.Votes(given["yes"], given["no"], given["abstained"] or 0)
    deliberation.vote(item=door.item(given), motion=given["motion"], votes=votes, by=door.person)
    return _("Die Abstimmung steht in der Niederschrift.")


def _revise_form(door: Door, data: Any) -> Form | None:
    if door.room is None:
        return None
    return forms.revise_form(door.room, runs=door.runs, data=data)


def _revise(door: Door, given: Given) -> str:
    juror = door.member(given["juror"]) if "juror" in given else _found(door.viewer)
    revisions.revise(
        item=door.item(given),
        juror=juror,
        criterion=given["criterion"],
        points=given["points"],
        reason=given["reason"],
        by=door.person,
    )
    return _("Die Punkte sind geändert; beide Werte stehen in der Niederschrift.")


def _close_form(door: Door, data: Any) -> Form | None:
    if door.room is None or not door.is_running or not door.runs or door.room.current:
        return None
    return forms.CloseForm(waiting=door.room.waiting_count, data=data)


def _close(door: Door, _given: Given) -> str:
    session.close(session=door.running().session, by=door.person)
    return _("Die Sitzung ist geschlossen und ihre Niederschrift eingefroren.")


ACTS = {
    "open": Act(_open_form, _open),
    "come": Act(lambda _door, data: data and forms.MemberForm(data), _come),
    "leave": Act(lambda _door, data: data and forms.MemberForm(data), _leave),
    "call": Act(lambda _door, data: data and forms.ItemForm(data), _call_item),
    "end": Act(lambda _door, data: data and forms.ItemForm(data), _close_item),
    "note": Act(_note_form, _note),
    "vote": Act(_vote_form, _vote),
    "revise": Act(_revise_form, _revise),
    "close": Act(_close_form, _close),
}
