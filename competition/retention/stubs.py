"""What stands in the place of erased content: the same shape, its digest, and nothing said."""

from collections.abc import Mapping
from typing import Any

# In the place of texts that the database or a page must have.
GONE = "[gelöscht]"
KEPT = ("format", "call", "application", "municipality", "partners")


def stub(content: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """The stub of a sealed document: which municipalities took part (the register's facts), no
    answers, and the digest that the receipt names."""
    kept = {key: content[key] for key in KEPT if key in content}
    return {**kept, "answers": [], "erased": {"sha256": digest}}


def is_stub_of(content: Any, digest: str) -> bool:
    """Whether this stands for the erased document with this digest, and says nothing itself."""
    return (
        isinstance(content, Mapping)
        and content.get("erased") == {"sha256": digest}
        and content.get("answers") == []
        and set(content) <= {*KEPT, "answers", "erased"}
    )
