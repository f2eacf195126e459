"""Project profiles: what anybody may read, what the office watches, whose draft it is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import wording
from competition.added_links import Link
from competition.due import Due, Who
from competition.models import Award, Call, User
from competition.models.award import AwardState
from programme.models import ProfileVersion, Programme

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Watched(TypedDict):
        version_number: int | None
        version_at: datetime | None
        version_down_at: datetime | None
        draft_saved_at: datetime | None

    WatchedAward = WithAnnotations[Award, _Watched]

# After half a year nobody knows any more whether a "Stand" still holds.
FRESH = timedelta(days=183)


def public(at: datetime) -> QuerySet[ProfileVersion]:
    """The latest published profile of each publicly funded municipality, by call and name."""
    return (
        ProfileVersion.objects.public(at)
        .filter(profile__award__call__published_at__isnull=False)
        .select_related("profile__award__call", "profile__award__municipality")
        .order_by(
            "profile__award__call__slug",
            "profile__award__municipality__name",
            "profile__award__municipality__ags",
        )
    )


def public_one(slug: str, ags: str, at: datetime) -> ProfileVersion | None:
    """The published profile of one municipality in one call."""
    return (
        public(at)
        .filter(profile__award__call__slug=slug, profile__award__municipality__ags=ags)
        .first()
    )


def latest_of(award: Award) -> ProfileVersion | None:
    """The latest version that was published of an award's profile, taken down or not."""
    return ProfileVersion.objects.filter(profile__award=award).order_by("-number").first()


def watched(call: Call) -> "QuerySet[WatchedAward, WatchedAward]":
    """The office's list: every award that stands, with number and instant of its latest version
    and whether that was taken down."""
    latest = ProfileVersion.objects.filter(profile__award=OuterRef("pk")).order_by("-number")
    rows = (
        Award.objects.filter(call=call, state=AwardState.GRANTED)
        .select_related("municipality")
        .annotate(
            version_number=Subquery(latest.values("number")[:1]),
            version_at=Subquery(latest.values("published_at")[:1]),
            version_down_at=Subquery(latest.values("taken_down_at")[:1]),
            draft_saved_at=F("profile__saved_at"),
        )
        .order_by("municipality__name", "municipality__ags")
    )
    return cast("QuerySet[WatchedAward, WatchedAward]", rows)


def due(
    programme: Programme,
    at: datetime,
    user: User,  # noqa: ARG001  # every room is asked alike
) -> Iterator[Due]:
    """Funded municipalities that have told nobody of their project, or not for half a year."""
    stale = Q(version_at__lt=at - FRESH, version_down_at=None)
    found = watched(programme.call).aggregate(
        silent=Count("pk", filter=Q(version_number=None)), old=Count("pk", filter=stale)
    )
    if silent := found["silent"]:
        text = ngettext(
            "Eine Kommune hat noch kein Projektprofil veröffentlicht",
            "%(count)s Kommunen haben noch kein Projektprofil veröffentlicht",
            silent,
        )
        yield Due(text % {"count": silent}, "office-profiles", Who.APPLICANTS)
    if old := found["old"]:
        text = ngettext(
            "Ein Projektprofil ist älter als ein halbes Jahr",
            "%(count)s Projektprofile sind älter als ein halbes Jahr",
            old,
        )
        yield Due(text % {"count": old}, "office-profiles", Who.APPLICANTS)


def beside(call: Call, ags: str, at: datetime) -> Iterator[Link]:
    """What the public page of an award leads to: the profile, and the page of the funded years."""
    version = public_one(call.slug, ags, at)
    if version:
        day = wording.plain_day(date.fromisoformat(version.content["stand_on"]))
        words = _("Lesen, was aus dem Vorhaben wird: das Projektprofil (Stand: %(day)s)")
        yield Link(words % {"day": day}, reverse("profile", args=[call.slug, ags]))
    if Programme.objects.public(at).filter(call=call).exists():
        words = _("Alle geförderten Kommunen, Workshops, Beteiligungen und Veranstaltungen")
        yield Link(words, reverse("programme", args=[call.slug]))
