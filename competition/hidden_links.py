"""Links of letters: what of an address may be told to others."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.urls import URLPattern, URLResolver, get_resolver

HIDDEN = "[...]/"
# Links of letters whose token is not called ``secret``: their addresses are allauth's.
OF_ACCOUNTS = {"account_confirm_email", "account_reset_password_from_key"}
SLASHES = re.compile("/{2,}")


def hidden(address: str) -> str:
    """The address without what would open something: whatever follows where a token may stand.

    That holds for tokens that are wrong, cut off or lack the slash at their end, too, and where a
    slash was typed twice.
    """
    plain = SLASHES.sub("/", address.partition("?")[0])
    for before in _places(get_resolver()):
        if plain.startswith(before) and plain != before:
            return before + HIDDEN
    return address


@lru_cache(maxsize=4)
def _places(resolver: URLResolver) -> tuple[str, ...]:
    """How the addresses begin that end with a token."""
    return tuple(_beginnings(resolver, "/"))


def _beginnings(resolver: URLResolver, before: str) -> Iterator[str]:
    for each in resolver.url_patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _beginnings(each, route)
        elif _is_link(each):
            yield route.partition("<")[0]


def _is_link(pattern: URLPattern) -> bool:
    return "secret" in pattern.pattern.converters or pattern.name in OF_ACCOUNTS
