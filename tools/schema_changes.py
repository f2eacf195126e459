"""What two descriptions of an API (OpenAPI 3.1) tell differently, and whether programs break.

A program breaks where something it may rely on is gone (an operation, a field of an answer, a
value), or where more is asked of it (a required field, a narrower value). Words never break.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "head", "post", "put", "patch", "delete")
WORDS = frozenset(
    {"title", "description", "summary", "example", "examples", "readOnly", "writeOnly", "tags"}
)


@dataclass(frozen=True, order=True)
class Change:
    """One difference; ``breaks``: a program written for the older description may fail."""

    breaks: bool
    text: str

    def __str__(self) -> str:
        return f"{'breaks programs' if self.breaks else 'adds'}: {self.text}"


class Comparison:
    """An older and a newer description side by side."""

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.old, self.new = old, new

    def changes(self) -> list[Change]:
        """All differences, those that break programs first."""
        found = self._named("operation", _operations(self.old), _operations(self.new))
        found += [
            change
            for name, new in _operations(self.new).items()
            if name in _operations(self.old)
            for change in self._operation(name, _operations(self.old)[name], new)
        ]
        return sorted(set(found), key=lambda change: (not change.breaks, change.text))

    def _named(self, kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
        """Names that are gone, and names that are new."""
        gone = [Change(True, f"{kind} {name} is gone") for name in old if name not in new]
        return gone + [Change(False, f"{kind} {name} is new") for name in new if name not in old]

    def _operation(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
        before, after = _parameters(old), _parameters(new)
        place = f"{name}: parameter"
        yield from self._named(place, before, dict.fromkeys(before.keys() & after.keys()))
        for key in after.keys() - before.keys():
            required = after[key].get("required", False)
            yield Change(required, f"{place} {key} is new" + (" and required" if required else ""))
        for key in before.keys() & after.keys():
            if after[key].get("required") and not before[key].get("required"):
                yield Change(True, f"{place} {key} is required now")
            schemas = before[key]["schema"], after[key]["schema"]
            yield from self._value(f"{place} {key}", *schemas, sent=True)
        if old.get("security") != new.get("security"):
            yield Change(True, f"{name}: who may call it has changed")
        yield from self._bodies(name, old, new)
        yield from self._answers(name, old["responses"], new["responses"])

    def _bodies(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
        before, after = _contents(old.get("requestBody", {})), _contents(new.get("requestBody", {}))
        yield from self._named(f"{name}: body", before, after)
        if new.get("requestBody", {}).get("required") and not old.get("requestBody", {}).get(
            "required"
        ):
            yield Change(True, f"{name}: a body is required now")
        for kind in before.keys() & after.keys():
            yield from self._value(f"{name}: body", before[kind], after[kind], sent=True)

    def _answers(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
        yield from self._named(f"{name}: answer", old, new)
        for status in old.keys() & new.keys():
            place = f"{name}: answer {status}"
            before, after = _contents(old[status]), _contents(new[status])
            yield from self._named(place, before, after)
            yield from self._named(
                f"{place}: header", old[status].get("headers", {}), new[status].get("headers", {})
            )
            for kind in before.keys() & after.keys():
                yield from self._value(place, before[kind], after[kind], sent=False)

    def _value(
        self, place: str, old: Any, new: Any, *, sent: bool, seen: tuple[Any, ...] = ()
    ) -> Iterator[Change]:
        """Differences of two schemas. ``sent``: the program writes the value, else it reads it."""
        pair = (_reference(old), _reference(new))
        if pair[0] and pair in seen:
            return
        old, new = _resolved(self.old, old), _resolved(self.new, new)
        yield from self._named(
            f"{place}: value",
            dict.fromkeys(map(str, old.get("enum", []))),
            dict.fromkeys(map(str, new.get("enum", []))),
        )
        yield from self._fields(place, old, new, sent=sent, seen=(*seen, pair))
        for word in sorted((old.keys() | new.keys()) - WORDS - {"enum", "properties", "required"}):
            before, after = old.get(word), new.get(word)
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self._value(f"{place}[]", before, after, sent=sent, seen=(*seen, pair))
            elif word in ("allOf", "oneOf", "anyOf") and _alike(before, after):
                for one, other in zip(before, after, strict=True):
                    yield from self._value(place, one, other, sent=sent, seen=(*seen, pair))
            elif before != after:
                yield Change(True, f"{place}: {word} was {before}, is {after}")

    def _fields(
        self, place: str, old: dict[str, Any], new: dict[str, Any], *, sent: bool, seen: Any
    ) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        yield from self._named(f"{place}: field", before, after)
        more = set(new.get("required", [])) - set(old.get("required", []))
        fewer = (set(old.get("required", [])) - set(new.get("required", []))) & after.keys()
        for name in sorted(more if sent else fewer):
            word = "is required now" if sent else "may be missing now"
            yield Change(True, f"{place}: field {name} {word}")
        for name in before.keys() & after.keys():
            inner = f"{place}.{name}"
            yield from self._value(inner, before[name], after[name], sent=sent, seen=seen)


def _operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": told
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if method in METHODS
    }


def _parameters(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{each['name']} ({each['in']})": each for each in operation.get("parameters", [])}


def _contents(part: dict[str, Any]) -> dict[str, Any]:
    return {kind: each.get("schema", {}) for kind, each in part.get("content", {}).items()}


def _reference(schema: Any) -> str:
    return str(schema.get("$ref", "")) if isinstance(schema, dict) else ""


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    reference = _reference(schema)
    if not reference:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][reference.rpartition("/")[2]]
    return found


def _alike(old: Any, new: Any) -> bool:
    return isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
