"""Files sent by a program: a form with one file, read straight into the store."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.http import HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from api import problems
from api.endpoint import Endpoint
from competition import clock, uploads
from competition.errors import Refusal
from competition.storage import Incoming
from competition.views.entrance import arrival_of


class FileForm(BaseParser):
    """Says what is taken. The form is read by ``TakesFile.uploaded``, never into memory."""

    media_type = "multipart/form-data"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        raise TypeError("a form with a file is read by TakesFile.uploaded")


@extend_schema_field(OpenApiTypes.BINARY)
class File(serializers.Field[Any, Any, Any, Any]):
    """The form's one file (``competition.uploads.FIELD``), as it came into the store."""

    def run_validation(self, data: Any = serializers.empty) -> Incoming:
        if not isinstance(data, Incoming):
            raise Refusal("required")
        return data


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A form that was read whole: its values as declared, and when its first byte came."""

    values: dict[str, Any]
    begun_at: datetime


class TakesFile(Endpoint):
    """An address to which a file is sent: who may not send it is refused before it is read."""

    parser_classes = (FileForm,)
    _named: bytes = b""

    def arrival(self, request: Request) -> datetime:
        """When it began; ``uploaded`` sets the clock anew once the last byte is there."""
        return clock.now()

    @contextmanager
    def uploaded(self, lost: Callable[[Refusal], None] | None = None) -> Iterator[Uploaded]:
        """The form, read now; when the block is left, a file that was not kept is gone.

        ``lost`` is told why a file could not be read.

        Raises ``media_type_unsupported`` for any other body, what ``competition.uploads`` raises,
        and what the declared fields do.
        """
        request = self.request._request
        declared = self.operations[self.method_of(self.request)].body
        if declared is None or request.content_type != FileForm.media_type:
            raise Refusal("media_type_unsupported")
        begun_at = self.at
        with uploads.received(request, lost) as incoming:
            self.at = arrival_of(request)
            fields = _fields(request)
            values = declared.read({**fields, uploads.FIELD: incoming})
            named = {**fields, "file": incoming.sha256, "name": incoming.name}
            self._named = json.dumps(named, sort_keys=True).encode()
            yield Uploaded(values, begun_at)

    def sent(self) -> bytes:
        """The form's fields, and the file's name and digest: another boundary is the same form."""
        return self._named or super().sent()


def _fields(request: HttpRequest) -> dict[str, str]:
    """The form's other fields, each once."""
    sent = list(request.POST.lists())
    problems.together([Refusal("duplicate_field", field=name) for name, each in sent if each[1:]])
    return {name: str(each[0]) for name, each in sent}
