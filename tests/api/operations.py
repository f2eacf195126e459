"""Every operation of the API, found through its addresses: none can be forgotten."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from api.endpoint import Endpoint
from api.media import StrictJSON
from api.operations import Operation

NOWHERE = "0123456789abcdef0123"


@dataclass(frozen=True)
class Known:
    """One operation, with its view, the name of its address and its method."""

    name: str
    method: str
    view: type[Endpoint]
    operation: Operation

    def address(self, **places: str) -> str:
        """Its address; places that are not given lead nowhere."""
        wanted = {
            key: places.get(key, NOWHERE if key != "version" else "99999") for key in self.places
        }
        return reverse(self.name, kwargs=wanted)

    def example_body(self, **more: Any) -> bytes:
        """The body of its description, with other values on top; none where it takes none."""
        if self.operation.body is None:
            return b""
        return json.dumps({**(self.operation.body_example or {}), **more}).encode()

    @property
    def takes_json(self) -> bool:
        """Whether it has a body that is not a file."""
        return self.operation.body is not None and StrictJSON in self.view.parser_classes

    @property
    def places(self) -> list[str]:
        """The names of the parts of its address that name a row."""
        possibilities = get_resolver().reverse_dict.getlist(self.name)
        return list(possibilities[0][0][0][1])

    def __str__(self) -> str:
        return self.operation.name


def _patterns(resolver: Any) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern)
        else:
            yield pattern


def all_operations() -> list[Known]:
    """All declared operations."""
    return [
        Known(str(pattern.name), method, pattern.callback.view_class, operation)
        for pattern in _patterns(get_resolver("api.urls"))
        if hasattr(pattern.callback, "view_class")
        for method, operation in pattern.callback.view_class.operations.items()
    ]


OPERATIONS = all_operations()
OFFICE = [known for known in OPERATIONS if known.view.audience == "office"]
PORTAL = [known for known in OPERATIONS if known.view.audience == "portal"]
PUBLIC = [known for known in OPERATIONS if not known.operation.scope]
ACTS = [known for known in OFFICE if known.operation.body is not None]
LISTS = [known for known in OPERATIONS if known.operation.many]
