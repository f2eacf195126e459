"""The portal's first page, and one letter."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from competition import deadlines, memberships, outcomes, queries
from competition.application_standing import Words, standing
from competition.letters.kinds import REGISTRY
from competition.letters.portal import ADDRESSED_KINDS, readable
from competition.models import Application, Notice
from competition.services import retrievals
from competition.views.entrance import Visit, signed_in

if TYPE_CHECKING:
    from competition.memberships import CountedMembership
    from competition.queries import RetrievedNotice


class Row(NamedTuple):
    """One application in the list."""

    application: Application
    round: queries.Round
    words: Words
    is_awarded: bool


class Group(NamedTuple):
    """One of the person's municipalities and its applications."""

    membership: "CountedMembership"
    rows: list[Row]


class Letter(NamedTuple):
    """One letter in the list; several people may have got the same one by mail."""

    notice: "RetrievedNotice"
    name: str


@require_safe
@signed_in
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    members = list(memberships.of(visit.person))
    partnerships = [
        (participant, queries.round_of(participant.call, visit.at))
        for participant in queries.participations_of(visit.person)
    ]
    rows = _rows(visit)
    context = {
        "groups": _groups(members, rows),
        "requests": [] if members else list(memberships.requests_of(visit.person)),
        "partnerships": partnerships,
        "open": _still_open(visit, members, rows),
        "letters": letters(readable(visit.person, visit.at)),
        "synthetic": any(each.municipality.is_synthetic for each in members),
    }
    return render(request, "portal/overview.html", context)


def _groups(members: "list[CountedMembership]", rows: list[Row]) -> list[Group]:
    by_place: dict[int, list[Row]] = {}
    for row in rows:
        by_place.setdefault(row.application.municipality_id, []).append(row)
    return [Group(each, by_place.get(each.municipality_id, [])) for each in members]


def _still_open(
    visit: Visit, members: "list[CountedMembership]", rows: list[Row]
) -> list[queries.Round]:
    """Open rounds in which one of the person's municipalities has not begun yet."""
    begun = {(row.application.call_id, row.application.municipality_id) for row in rows}
    return [
        each
        for each in queries.published_rounds(visit.at)
        if each.is_open and any((each.call.pk, one.municipality_id) not in begun for one in members)
    ]


def _rows(visit: Visit) -> list[Row]:
    applications = list(queries.applications_of(visit.person))
    results = outcomes.results_of(applications, visit.at)
    changed = queries.changed_since_sealed(applications)
    periods = deadlines.periods_of(applications)
    rows = []
    for application in applications:
        found = queries.round_of(application.call, visit.at)
        stands = standing(
            application,
            found,
            is_changed=application.pk in changed,
            result=results.get(application.pk),
            periods=periods[application.pk],
        )
        is_awarded = results.get(application.pk) == outcomes.Result.AWARDED
        rows.append(Row(application, found, stands.value, is_awarded))
    return rows


def letters(notices: "Iterable[RetrievedNotice]") -> list[Letter]:
    """Each letter once, although it went to several people of the municipality."""
    found: dict[tuple[int | None, str, str], Letter] = {}
    for notice in notices:
        key = (notice.application_id, notice.kind, notice.occasion)
        found.setdefault(key, _letter(notice))
    return list(found.values())


def _letter(notice: "RetrievedNotice") -> Letter:
    return Letter(notice, str(REGISTRY[notice.kind].name))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def notice(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    named = Notice.objects.named(key)
    found = readable(visit.person, visit.at).filter(pk__in=named).first()
    if found is None:
        raise visit.foreign(Application.objects.filter(notices__in=named).first())
    if request.method == "POST":
        retrievals.open_letter(notice=found, by=visit.person)
        return redirect("portal-notice", key)
    context = {
        "letter": _letter(found),
        "opened": queries.retrievals_of(found).filter(user=visit.person).first(),
        "is_own": found.kind not in ADDRESSED_KINDS,
        "synthetic": found.call is not None and found.call.is_synthetic,
    }
    return render(request, "portal/notice.html", context)
