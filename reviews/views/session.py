"""The jury's session through two doors, the members' and the office's: the same acts behind."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from competition.accounts import second_factor
from competition.errors import Refusal
from competition.forms import refusals
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import policies
from reviews.models import Rubric
from reviews.session import minutes, minutes_document, session_pictures
from reviews.session.room import SORTS, Room
from reviews.views.session_acts import ACTS, Door

MOST_DIGITS = 7
SORT_NAMES = {
    "agenda": _("Tagesordnung"),
    "range": _("größte Spannweite"),
    "deviation": _("größte Standardabweichung"),
    "place": _("Platz"),
}


def _for_members(request: HttpRequest, slug: str) -> Door:
    seat = policies.require_juror(request.user, slug)
    second_factor.require(request)
    return Door(seat.call, seat.user, seat)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def jury_session(request: HttpRequest, slug: str) -> HttpResponse:
    return _session(request, _for_members(request, slug))


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def office_session(request: OfficeRequest, slug: str) -> HttpResponse:
    return _session(request, Door(call_of(slug), request.user, None))


def _session(request: HttpRequest, door: Door) -> HttpResponse:
    if "since" in request.GET and request.method != "POST":
        return _news(request, door)
    if request.method != "POST":
        return _page(request, door)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise Refusal("malformed")
    form = ACTS[name].form(door, request.POST)
    if form is None:
        return _gone(request, door)
    if not form.is_valid():
        return _page(request, door, name, form, status=400)
    try:
        done = ACTS[name].do(door, form.cleaned_data)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        refusals.show(form, refusal)
        return _page(request, door, name, form, status=refusal.status)
    messages.success(request, done)
    return redirect(door.to("session"))


def _gone(request: HttpRequest, door: Door) -> HttpResponse:
    """What was posted is not offered any more, or never was to this person."""
    if not door.runs:
        raise Refusal("not_allowed")
    messages.warning(request, _("Inzwischen hat sich die Sitzung geändert; nichts ist geschehen."))
    return redirect(door.to("session"))


def _page(
    request: HttpRequest, door: Door, name: str = "", form: Form | None = None, status: int = 200
) -> HttpResponse:
    sort = request.GET.get("sort", "agenda")
    if sort not in SORTS:
        raise Refusal("unknown_filter", field="sort")
    fresh = {key: act.form(door, None) for key, act in ACTS.items()}
    context: dict[str, Any] = {
        "call": door.call,
        "synthetic": door.call.is_synthetic,
        "door": door,
        "session": door.sessions[0] if door.sessions else None,
        "earlier": [(each, door.to("session-minutes", each.pk)) for each in door.sessions[1:]],
        "session_url": door.to("session"),
        "refused": form,
        "forms": fresh | ({name: form} if form else {}),
        **(_told(door, door.room, sort) if door.room else _before(door)),
    }
    side = "jury" if door.viewer else "office"
    return render(request, f"{side}/session.html", context, status=status)


def _news(request: HttpRequest, door: Door) -> HttpResponse:
    """Whether there are lines that the page asking has not shown; counts what its reader may know.

    Nothing else of the page is touched: somebody may be typing in it.
    """
    since = request.GET["since"]
    if door.room is None or not (since.isascii() and since.isdigit() and len(since) < MOST_DIGITS):
        raise Refusal("unknown_filter", field="since")
    shown = int(since)
    context = {"session_url": door.to("session"), "shown": shown}
    has_news = len(_lines(door.room)) != shown
    return render(request, "jury/session_news.html", context | {"has_news": has_news})


def _lines(room: Room) -> list[minutes.Line]:
    return list(minutes.lines(room.entries, room.items, room.hidden_items))


def _before(door: Door) -> dict[str, Any]:
    return {"rubric": Rubric.objects.filter(call=door.call).first()}


def _told(door: Door, room: Room, sort: str) -> dict[str, Any]:
    current = room.current
    names = {seat.member.pk: seat.member.user.name for seat in room.seats}
    known = current.spread if current else None
    lines = _lines(room)
    return {
        "room": room,
        "rubric": room.rubric,
        "current": current,
        "own_seat": next((seat for seat in room.seats if seat.member == door.viewer), None),
        "strips": session_pictures.strips(known, room.criteria, names) if known else [],
        "rows": room.sorted_rows(sort),
        "next_row": next((row for row in room.rows if not row.item.opened_at), None),
        "sort": sort,
        "sorts": SORT_NAMES,
        "lines": lines,
        "shown": len(lines),
        "minutes_url": door.to("session-minutes", room.session.pk),
    }


@login_required
@require_safe
def jury_minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _minutes(_for_members(request, slug), pk)


@require_safe
@office_only
def office_minutes(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    return _minutes(Door(call_of(slug), request.user, None), pk)


def _minutes(door: Door, pk: int) -> HttpResponse:
    """The minutes as far as this person may know them; a draft until the session is closed."""
    found = next((each for each in door.sessions if each.pk == pk), None)
    if found is None:
        raise Refusal("not_found")
    pdf = minutes_document.pdf(Room(found, door.viewer))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"niederschrift-{door.call.slug}-{found.opened_at:%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
