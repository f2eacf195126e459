"""A municipality's people have two doors, the members' and the office's: the same acts behind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from competition import policies
from competition.errors import Refusal
from competition.forms.membership import roles_to_give
from competition.models import Municipality, User
from competition.moves import Actor
from competition.views.entrance import Visit, signed_in
from competition.views.office.access import OfficeRequest, office_only

P = ParamSpec("P")
READ, WRITE = ("GET", "HEAD"), ("POST",)
BOTH = (*READ, *WRITE)


@dataclass(frozen=True, slots=True)
class Door:
    """Who looks at a municipality's people: one of them, or the office."""

    person: User
    municipality: Municipality
    is_office: bool
    can_sign: bool
    must_give_reason: bool = False

    @property
    def frame(self) -> str:
        """The template that the pages of this door extend."""
        return "office/circle.html" if self.is_office else "portal/circle.html"

    @property
    def roles(self) -> list[str]:
        """The roles that may be given through this door."""
        return roles_to_give(may_give_signing=self.can_sign)

    def to(self, name: str, *parts: object) -> str:
        """The address of the door's own page: ``portal-…`` or ``office-…``."""
        side = "office" if self.is_office else "portal"
        return reverse(f"{side}-{name}", args=(self.municipality.ags, *parts))


Room = Callable[Concatenate[HttpRequest, Door, P], HttpResponse]


def for_members(room: Room[P], methods: tuple[str, ...] = BOTH) -> Callable[..., HttpResponseBase]:
    """The room as members enter it; for everybody else the municipality has none."""

    @require_http_methods(list(methods))
    @signed_in
    def entered(
        request: HttpRequest, visit: Visit, /, ags: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        municipality = _municipality(ags)
        mine = policies.actors(visit.person, municipality)
        if not mine:
            raise Refusal("not_found")
        can_sign = Actor.SIGNATORY in mine
        door = Door(visit.person, municipality, is_office=False, can_sign=can_sign)
        return room(request, door, *args, **kwargs)

    return entered


def for_office(room: Room[P], methods: tuple[str, ...] = BOTH) -> Callable[..., HttpResponseBase]:
    """The room as the office enters it, for every municipality of the register."""

    @require_http_methods(list(methods))
    @office_only
    def entered(
        request: OfficeRequest, /, ags: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        municipality = _municipality(ags)
        must_give_reason = policies.must_give_reason(request.user, municipality)
        door = Door(request.user, municipality, True, True, must_give_reason)
        return room(request, door, *args, **kwargs)

    return entered


def _municipality(ags: str) -> Municipality:
    found = Municipality.objects.filter(ags=ags).first()
    if found is None:
        raise Refusal("not_found")
    return found


def show(
    request: HttpRequest, door: Door, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page behind the door."""
    basics = {
        "door": door,
        "municipality": door.municipality,
        "synthetic": door.municipality.is_synthetic,
        "back": door.to("municipality"),
    }
    return render(request, f"circle/{template}.html", basics | context, status=status)
