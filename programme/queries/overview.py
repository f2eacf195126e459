"""The funded years of one call on one page, as far as anybody may read about them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from competition.added_links import Room
from competition.models import Award
from programme.models import Consultation, Event, ProfileVersion, Programme, Workshop
from programme.queries import profiles, workshops


@dataclass(frozen=True, slots=True)
class Funded:
    """One award that stands, with its profile where one is published."""

    award: Award
    profile: ProfileVersion | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A public programme: its awards, workshops, consultations and events, each in its order."""

    programme: Programme
    funded: list[Funded]
    workshops: list[Workshop]
    consultations: list[Consultation]
    events: list[Event]


def is_there(at: datetime) -> Exists:
    """Whether the call outside has a public programme."""
    return Exists(Programme.objects.public(at).filter(call=OuterRef("pk")))


ROOM = Room("has_programme", is_there, _("Was daraus wird: die geförderten Jahre"), "programme")


def is_public(call_id: int, at: datetime) -> bool:
    """Whether the call's programme has a public page."""
    return Programme.objects.public(at).filter(call=call_id).exists()


def of(slug: str, at: datetime) -> Overview | None:
    """The public programme of the call with this slug, or None: there is none, or not yet."""
    programme = (
        Programme.objects.public(at)
        .select_related("call__announcement")
        .filter(call__slug=slug)
        .first()
    )
    if programme is None:
        return None
    published = {
        each.profile.award_id: each
        for each in profiles.public(at).filter(profile__award__call=programme.call_id)
    }
    awards = (
        Award.objects.public(at)
        .filter(call=programme.call_id)
        .select_related("municipality")
        .order_by("municipality__name", "municipality__ags")
    )
    return Overview(
        programme,
        [Funded(each, published.get(each.pk)) for each in awards],
        list(workshops.public(at).filter(programme=programme)),
        list(Consultation.objects.public(at).filter(programme=programme)),
        list(Event.objects.public(at).filter(programme=programme).order_by("starts_at", "pk")),
    )
