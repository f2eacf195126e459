"""What came of a round, as far as anybody outside may know at an instant: awards and changes.

Awards come only by ``Award.objects.public`` and ``former``, documents by
``Publication.objects.public``; an amendment is told of from its own instant on.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from competition.models import Amendment, Application, Award, Call, Publication
from competition.models.announcement import PublicationKind
from competition.models.award import AwardState


class Result(StrEnum):
    """What became of an application in the end."""

    AWARDED = "awarded"
    DECLINED = "declined"
    REVOKED = "revoked"


ENDED = {AwardState.DECLINED.value: Result.DECLINED, AwardState.REVOKED.value: Result.REVOKED}

WORDS = {
    Result.AWARDED: _("gefördert"),
    Result.DECLINED: _("hat auf die Förderung verzichtet"),
    Result.REVOKED: _("Förderung aufgehoben"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed after the announcement: an amendment, or a municipality declined.

    ``at`` is by the call's clock. ``document`` is the decision as it reads since.
    """

    at: datetime
    amendment: Amendment | None = None
    declined: Award | None = None
    granted: list[Award] = field(default_factory=list)
    ended: list[Award] = field(default_factory=list)
    document: "Version | None" = None


@dataclass(frozen=True, slots=True)
class Version:
    """A decision's document: 1 is the announced one, each amendment's one more."""

    number: int
    publication: Publication
    public_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """``awards`` stand, ``former`` do no more; ``changes`` in the order in which they came.

    ``versions`` holds the decision's documents, the one in force last; none where nothing but the
    awards is known.
    """

    awards: list[Award]
    former: list[Award]
    changes: list[Change]
    versions: list[Version]

    @property
    def total_cents(self) -> int:
        """The sum of what stands."""
        return sum(award.amount_cents for award in self.awards)

    @property
    def ended(self) -> dict[str, str]:
        """Words for what became of an award, by the public id of an application that has none."""
        standing = {award.application_id for award in self.awards}
        return {
            award.application.public_id: str(WORDS[ENDED[award.state]])
            for award in self.former
            if award.application and award.application_id not in standing
        }

    @property
    def in_force(self) -> Version | None:
        """The decision as it reads now."""
        return self.versions[-1] if self.versions else None

    def version(self, number: int) -> Version | None:
        """The decision's document of that number, if it is public."""
        return next((each for each in self.versions if each.number == number), None)


def of(call: Call, at: datetime, documents: Collection[Publication] | None = None) -> Outcome:
    """The outcome of a call at ``at``, the instant by the database's clock.

    ``documents``: all that is public of the call (``documents_of``), where they are read already.
    """
    related = ("municipality", "call", "application")
    known = list(known_among(Award.objects.filter(call=call), at).select_related(*related))
    awards = [award for award in known if award.stands]
    former = [award for award in known if award.fell]
    amendments = list(amendments_of(call, at))
    versions = versions_of(call, at) if documents is None else versions_among(documents)
    return Outcome(awards, former, _changes(amendments, awards, former, versions), versions)


def known_among(awards: "QuerySet[Award]", at: datetime) -> "QuerySet[Any]":
    """Awards, each with whether it is public (``stands``) and whether it was (``fell``): in one
    query. Those that are neither are nobody's to know."""
    own = Q(pk=OuterRef("pk"))
    return awards.annotate(
        stands=Exists(Award.objects.public(at).filter(own)),
        fell=Exists(Award.objects.former(at).filter(own)),
    )


def amendments_of(call: Call, at: datetime) -> "Collection[Amendment]":
    """The amendments whose instant has come by the call's own clock, in their order."""
    return call.amendments.filter(public_at__lte=at + call.clock_shift).order_by("number")


def documents_of(call: Call, at: datetime) -> "QuerySet[Publication]":
    """The frozen documents of a call that are public at ``at``, of every kind and version."""
    published = Publication.objects.public(at).filter(call=call)
    return published.select_related("amendment", "call__announcement").order_by("kind", "pk")


def versions_of(call: Call, at: datetime) -> list[Version]:
    """The decision's documents that are public at ``at``, the one in force last."""
    return versions_among(documents_of(call, at).filter(kind=PublicationKind.DECISION))


def versions_among(publications: Collection[Publication]) -> list[Version]:
    """The decision's documents among those given, by their number."""
    versions = [
        Version(
            each.amendment.number + 1 if each.amendment else 1,
            each,
            each.amendment.public_at if each.amendment else _announced_at(each.call),
        )
        for each in publications
        if each.kind == PublicationKind.DECISION
    ]
    return sorted(versions, key=lambda each: each.number)


def _announced_at(call: Call) -> datetime | None:
    announcement = getattr(call, "announcement", None)
    return announcement.public_at if announcement else None


def _changes(
    amendments: list[Amendment],
    awards: list[Award],
    former: list[Award],
    versions: list[Version],
) -> list[Change]:
    """Amendments and declined awards in the order of their instants."""
    granted, ended = defaultdict(list), defaultdict(list)
    for award in (*awards, *former):
        granted[award.amendment_id].append(award)
    for award in former:
        ended[award.ended_by_id].append(award)
    documents = {each.publication.amendment_id: each for each in versions}
    changes = [
        Change(
            each.public_at,
            amendment=each,
            granted=granted[each.pk],
            ended=ended[each.pk],
            document=documents.get(each.pk),
        )
        for each in amendments
    ]
    changes += [Change(award.declined_at, declined=award) for award in former if award.declined_at]
    return sorted(changes, key=lambda change: change.at)


def award_of(application: Application, at: datetime) -> Award | None:
    """The award of an application that is public, or else the last one that was; or None."""
    public = Award.objects.public(at).filter(application=application)
    former = Award.objects.former(at).filter(application=application).order_by("-pk")
    return public.first() or former.first()


def announced(call: Call) -> Outcome:
    """For the office alone: the outcome as the announcement shows it, confirmed or not."""
    awards = call.awards.filter(amendment=None).select_related("municipality", "application")
    documents = call.publications.filter(amendment=None, application=None)
    return Outcome(
        list(awards), [], [], versions_among(documents.select_related("call__announcement"))
    )


def amended(amendment: Amendment) -> Outcome:
    """For the office alone: the outcome as everybody reads it from an amendment's instant on."""
    call = amendment.call
    return of(call, amendment.public_at - call.clock_shift)


@dataclass(frozen=True, slots=True)
class Places:
    """For the office: how many places of an announced round are free, and how many awards ended.

    Counts what is decided, also what is not public yet: a place that a decision has filled is
    not free any more.
    """

    free: int
    declined: int


def places_of(call: Call) -> Places:
    """What a declined or revoked award has left free; nothing before awards were granted."""
    states = Counter(call.awards.values_list("state", flat=True))
    free = call.places_count - states[AwardState.GRANTED] if states else 0
    return Places(free, states[AwardState.DECLINED])


def results_of(
    applications: "Collection[Application] | QuerySet[Application, Any]", at: datetime
) -> dict[int, Result]:
    """What became of each of these applications, by id; nothing of what nobody may know yet.

    One query, however many they are. Who lost an award and has another one is awarded.
    """
    known = (
        known_among(Award.objects.filter(application__in=applications), at)
        .order_by("pk")
        .values_list("application_id", "state", "stands", "fell")
    )
    results: dict[int, Result] = {}
    for application_id, state, stands, fell in known:
        if application_id is not None and stands:
            results[application_id] = Result.AWARDED
        elif application_id is not None and fell:
            results.setdefault(application_id, ENDED[state])
    return results
