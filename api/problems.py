"""Problems (RFC 9457): every refusal as a program reads it, in one form for all doors.

The text follows ``Accept-Language`` (German unless English is asked for); ``code`` and ``field``
never change with it.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions

from competition import request_ids
from competition.errors import Refusal

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 5
MAX_FIELD_CHARS = 100
MAX_ERRORS = 100

TITLES = {
    400: _("Fehlerhafte Anfrage"),
    401: _("Nicht angemeldet"),
    403: _("Nicht erlaubt"),
    404: _("Nicht gefunden"),
    405: _("Methode nicht erlaubt"),
    409: _("Beim jetzigen Stand nicht möglich"),
    410: _("Nicht mehr vorhanden"),
    412: _("Nicht mehr der genannte Stand"),
    413: _("Zu groß"),
    415: _("Nicht lesbares Format"),
    422: _("Nicht verwendbar"),
    428: _("Angabe des Standes fehlt"),
    429: _("Zu viele Anfragen"),
    500: _("Fehler des Systems"),
    503: _("Vorübergehend nicht möglich"),
    507: _("Kein Platz mehr"),
}


def document(refusal: Refusal) -> dict[str, Any]:
    """The problem's members; ``errors`` lists what is wrong field by field."""
    problem = {
        "type": f"urn:modellkommune:problem:{refusal.code}",
        "title": str(TITLES[refusal.status]),
        "status": refusal.status,
        "detail": refusal.sentence,
        "code": refusal.code,
    }
    if refusal.field:
        problem["field"] = _named(refusal)
    causes = refusal.causes or ((refusal,) if refusal.field else ())
    if causes:
        problem["errors"] = [_cause(cause) for cause in causes[:MAX_ERRORS]]
    return problem


def _cause(cause: Refusal) -> dict[str, Any]:
    """One complaint; a conflict also says what stands there now, so that no text is lost."""
    told = {"code": cause.code, "field": _named(cause), "detail": cause.sentence}
    if cause.code == "version_conflict":
        told |= {name: cause.details[name] for name in ("version", "theirs", "mine")}
    return told


def _named(refusal: Refusal) -> str:
    return refusal.field[:MAX_FIELD_CHARS]


def respond(refusal: Refusal) -> JsonResponse:
    """The refusal as an answer, with the headers that its status asks for."""
    told = document(refusal)
    if number := request_ids.of_fault(refusal.status):
        told["request_id"] = number
    response = JsonResponse(told, status=refusal.status, content_type=MEDIA_TYPE)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if refusal.status == 429:
        response["Retry-After"] = str(_seconds(refusal))
    if refusal.code == "idempotency_running":
        response["Retry-After"] = "1"
    if refusal.status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _seconds(refusal: Refusal) -> int:
    """How long somebody waits who has asked too often."""
    seconds: int = refusal.details.get("seconds") or 60 * refusal.details["minutes"]
    return seconds


def together(refused: list[Refusal]) -> None:
    """Raise several refusals as one that names them all; nothing if there are none."""
    if refused:
        first = refused[0]
        raise Refusal(first.code, field=first.field, causes=tuple(refused), **first.details)


def answer(error: Exception, context: Mapping[str, Any]) -> JsonResponse | None:  # noqa: ARG001  # DRF's signature
    """The framework's hook for exceptions; None lets what is no refusal go on to the middleware."""
    refusal = refusal_of(error)
    return respond(refusal) if refusal else None


CODES: tuple[tuple[type[Exception], str], ...] = (
    (Http404, "not_found"),
    (PermissionDenied, "not_allowed"),
    (RequestDataTooBig, "too_large"),
    (SuspiciousOperation, "malformed"),
    (BadRequest, "malformed"),
    (exceptions.NotFound, "not_found"),
    (exceptions.NotAuthenticated, "token_missing"),
    (exceptions.AuthenticationFailed, "token_invalid"),
    (exceptions.PermissionDenied, "not_allowed"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.UnsupportedMediaType, "media_type_unsupported"),
    (exceptions.ParseError, "malformed"),
)


def refusal_of(error: Exception) -> Refusal | None:
    """The refusal that an error of the framework stands for; None for errors of the program."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, exceptions.Throttled):
        seconds: float = getattr(error, "wait", None) or 60
        return Refusal("too_many_tries", minutes=math.ceil(seconds / 60))
    if isinstance(error, exceptions.ValidationError):
        causes = tuple(_fields(error.detail))
        return Refusal("malformed", field=causes[0].field if causes else "", causes=causes)
    return next((Refusal(code) for kind, code in CODES if isinstance(error, kind)), None)


# The framework's own codes of its fields.
FIELD_CODES = {
    "required": "required",
    "null": "required",
    "blank": "required",
    "empty": "required",
    "invalid_choice": "unknown_choice",
}


def _fields(detail: Any, field: str = "") -> Iterator[Refusal]:
    """One refusal per innermost complaint of a validation error, named by its path."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from _fields(inner, f"{field}.{name}".strip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _fields(inner, field)
    else:
        code = FIELD_CODES.get(getattr(detail, "code", ""), "malformed")
        yield Refusal(code, field=field)


@csrf_exempt
def unknown_address(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # a view
    """Whatever lies under /api/ and is no address of the API, by any method."""
    return respond(Refusal("not_found"))
