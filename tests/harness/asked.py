"""What asking for an address of the world needs: who is meant to see it, and its parts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.harness.world import World

Where = Callable[[World], object]
MADE_UP = {
    "slug": "gibt-es-nicht",
    "audience": "gibt-es-nicht",
    "name": "gibt-es-nicht",
    "public_id": "zzzzzzzzzzzzzzzz",
    "pk": 2**31,
    "ags": "99999999",
    "number": "0000-0000-0000",
    "uidb36": "zzz",
    "key": "noch-ein-token",
    "secret": "noch-ein-token",
    "version": 2**31,
    "part": 2**31,
    "kind": "gibt-es-nicht",
    "sha256": "0" * 64,
    "language": "gibt-es-nicht",
    "page": "gibt-es-nicht",
    "report": "gibt-es-nicht",
    "workshop": "gibt-es-nicht",
    "consultation": "gibt-es-nicht",
    "event": "gibt-es-nicht",
    "payment": "gibt-es-nicht",
    "comment": "gibt-es-nicht",
    "section": "gibt-es-nicht",
    "ending": "pdf",
}


@dataclass(frozen=True)
class Address:
    """``viewer``: the persona who is meant to see it. ``where``: the parts of its path."""

    viewer: str
    where: Mapping[str, Where] = field(default_factory=dict)
    body: Callable[[World], dict[str, Any]] | None = None

    def path(self, name: str, world: World) -> str:
        return reverse(name, kwargs=self.parts(world))

    def parts(self, world: World) -> dict[str, object]:
        return {key: value(world) for key, value in self.where.items()}

    def made_up_paths(self, name: str, world: World) -> Iterator[str]:
        """The address with one part after the other replaced by something that is not there."""
        parts = self.parts(world)
        for key in parts:
            yield reverse(name, kwargs={**parts, key: MADE_UP[key]})


def of(stage: str) -> dict[str, Where]:
    """A round's page."""
    return {"slug": lambda world: world.slug(stage)}
