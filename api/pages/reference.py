"""The description of the API as pages: how to begin, and every operation of an audience."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from api import reference, schema
from competition.errors import Refusal

# Where every address of the description begins.
ROOT = "/api/v1/"
TITLES = {
    "public": _("Schnittstelle für alle"),
    "portal": _("Schnittstelle für Kommunen"),
    "jury": _("Schnittstelle für die Jury"),
    "office": _("Schnittstelle für die Geschäftsstelle"),
}
ABOUT = {
    "public": _("Ohne Zugangsschlüssel. Ergebnisse erst nach der Bekanntgabe."),
    "portal": _("Für alle, die für eine Kommune handeln: die eigenen Bewerbungen, sonst keine."),
    "jury": _(
        "In der einen Runde, die der Zugangsschlüssel nennt: was einem Jurymitglied zugeteilt ist."
    ),
    "office": _("Für die Geschäftsstelle. Was gilt, bestätigt eine zweite Person."),
}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    told = reference.audiences(schema.description())
    # Not "audiences": by that the navigation knows what the visitor's own rooms are.
    context = {
        "groups": [(name, TITLES[name], ABOUT[name], count) for name, count in told],
        "address": f"{settings.SITE_ORIGIN}{ROOT}",
    }
    return render(request, "api/reference.html", context)


@require_safe
def of_audience(request: HttpRequest, audience: str) -> HttpResponse:
    told = _told(schema.description(), audience)
    shared = {"always": _refusals(told.always), "acts": _refusals(told.acts)}
    context = {"reference": told, "title": TITLES[audience], "about": ABOUT[audience], **shared}
    return render(request, "api/reference_audience.html", context)


@require_safe
def of_operation(request: HttpRequest, audience: str, name: str) -> HttpResponse:
    document = schema.description()
    operations = _told(document, audience).operations
    operation = next((each for each in operations if each.name == name), None)
    if operation is None:
        raise Refusal("not_found")
    context = {
        "operation": operation,
        "refusals": _refusals(operation.codes),
        "shapes": list(reference.shapes_of(document, operation)),
        "audience": audience,
        "title": TITLES[audience],
    }
    return render(request, "api/reference_operation.html", context)


def _told(document: dict[str, Any], audience: str) -> reference.Reference:
    if audience not in {name for name, _count in reference.audiences(document)}:
        raise Refusal("not_found")
    return reference.of_audience(document, audience)


def _refusals(codes: tuple[str, ...]) -> list[Refusal]:
    return [schema.refused(code) for code in codes]
