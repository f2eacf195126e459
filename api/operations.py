"""Operations: one declaration per method of an address, read by permissions, bodies and schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.serializers import BaseSerializer

from api.bodies import Body

Example = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a method is called, what it needs, gives and refuses.

    ``answer`` and ``example`` are None where nothing is said (204) or a file is sent (``produces``
    its media type). ``also``: further statuses of a good answer. ``example`` is one whole answer
    (of a list: one row). ``expands``: what ``?expand=`` may tell in full. ``kind``: what its
    requests count as (``api.throttles``). ``refusals`` are the codes of the service; those of every
    request (tokens, parameters, bodies, keys) are added by ``codes``.
    """

    name: str
    summary: str
    answer: type[BaseSerializer[Any]] | None
    example: Example | None
    scope: str = ""
    many: bool = False
    status: int = 200
    also: tuple[int, ...] = ()
    body: type[Body] | None = None
    body_example: Example | None = None
    refusals: tuple[str, ...] = ()
    expands: tuple[str, ...] = ()
    kind: str = ""
    produces: str = "application/json"

    def __post_init__(self) -> None:
        if not self.kind:
            object.__setattr__(self, "kind", "read" if self.body is None else "write")

    @property
    def is_repeatable(self) -> bool:
        """Whether the act takes a key of the sender's own: all do that need a token."""
        return self.body is not None and bool(self.scope)

    def codes(self, *, has_place: bool) -> list[str]:
        """Every code that the operation can answer with; ``has_place``: its path names a row."""
        found = ["unknown_filter", "malformed", "method_not_allowed", "busy", "internal_error"]
        if self.scope:
            found += ["token_missing", "token_invalid", "scope_missing", "too_many_requests"]
        if self.body is None:
            found.append("precondition_failed")
        if self.scope and self.body is not None:
            found.append("not_allowed")
        if self.many:
            found += ["unknown_choice", "duplicate_field", "out_of_range", "malformed"]
        if self.expands:
            found += ["unknown_choice", "duplicate_field"]
        if self.many or has_place:
            found.append("not_found")
        if self.body is not None:
            found += ["unknown_field", "duplicate_field", "media_type_unsupported", "too_large"]
            found += [code for field in self.body().fields.values() for code in _codes_of(field)]
        if self.is_repeatable:
            found += ["idempotency_key_invalid", "idempotency_mismatch", "idempotency_running"]
        return list(dict.fromkeys([*found, *self.refusals]))


def _codes_of(field: Any) -> tuple[str, ...]:
    """What a field of a body refuses with by itself (``api.bodies``)."""
    codes: tuple[str, ...] = getattr(field, "codes", ())
    return codes
