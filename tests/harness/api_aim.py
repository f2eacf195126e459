"""Lets what is made up meet what there is: behind a wrong name nothing else is ever looked at."""

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]
# What a request must name rightly to get any further than the first look.
AIMED = frozenset(
    {
        *("sha256", "awards_sha256", "letters_sha256", "public_at", "run", "version"),
        "attendance_sha256",
        *("call", "ags", "application", "criterion", "key", "question"),
        *("tranche", "iban"),
    }
)


def aimed(made_up: Any, there: Values) -> Any:
    """The made-up value with the names of what there is; of a list in its first row."""
    if isinstance(made_up, dict):
        return {
            name: there[name]
            if name in there and isinstance(value, type(there[name]))
            else aimed(value, there)
            for name, value in made_up.items()
        }
    if isinstance(made_up, list) and made_up:
        return [aimed(made_up[0], there), *made_up[1:]]
    return made_up


def named(good: Any) -> dict[str, Any]:
    """All names of what there is, however deep they stand in a good body."""
    found: dict[str, Any] = {}
    for name, value in good.items() if isinstance(good, dict) else ():
        found |= {name: value} if name in AIMED else named(value)
    for row in good if isinstance(good, list) else ():
        found |= named(row)
    return found
