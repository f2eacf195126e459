"""JSON in, JSON out: strict about what is read, indifferent to what is asked for."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from django.utils.http import parse_header_parameters
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from competition.errors import Refusal


class StrictJSON(BaseParser):
    """UTF-8 JSON as RFC 8259 means it: no NaN, no repeated keys, no NUL, no half characters."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _, parameters = parse_header_parameters(media_type or "")
        if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise Refusal("media_type_unsupported")
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise Refusal("too_large")
        return parse(raw)


def parse(raw: bytes) -> Any:
    """The value of a JSON text. Raises ``malformed`` or ``duplicate_field``, never anything else.

    Texts nested deeper than the interpreter's stack are malformed too.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_not_json
        )
        _require_characters(value)
    except (ValueError, RecursionError) as error:
        raise Refusal("malformed") from error
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        _require_characters(key)
        if key in found:
            raise Refusal("duplicate_field", field=key)
        found[key] = value
    return found


def _not_json(name: str) -> NoReturn:
    raise ValueError(name)


def _require_characters(value: Any) -> None:
    """Neither NUL, which PostgreSQL cannot store, nor half a surrogate pair, in any text."""
    if isinstance(value, str):
        value.encode("utf-8")
        if "\x00" in value:
            raise ValueError("NUL")
    elif isinstance(value, dict):
        for inner in value.values():
            _require_characters(inner)
    elif isinstance(value, list):
        for inner in value:
            _require_characters(inner)


class AlwaysJSON(BaseContentNegotiation):
    """The one format there is, whatever ``Accept`` prefers (RFC 9110, 12.5.1 allows it).

    So a person who opens an address in a browser reads it, instead of a refusal.
    """

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        media_type, _ = parse_header_parameters(request.content_type)
        return next((parser for parser in parsers if parser.media_type == media_type), None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type or ""
