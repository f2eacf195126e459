"""What differs between two states of a review, field by field. Plain Python."""

from collections.abc import Mapping
from typing import Any

from competition.differences import Difference, between


def flat(content: Mapping[str, Any]) -> dict[str, str]:
    """A review's content (or a snapshot's) as one text per field; empty fields are left out.

    Fields are "points-<key>", "reason-<key>" or a text's name.
    """
    fields = {f"points-{key}": value for key, value in content["scores"].items()}
    fields |= {f"reason-{key}": value for key, value in content["reasons"].items()}
    texts = ("comment", "comment_for_applicant", "private_note", "abstention_reason")
    fields |= {name: content.get(name, "") for name in texts}
    return {field: value for field, value in fields.items() if value}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order in which they appear."""
    return between(flat(before), flat(after))
