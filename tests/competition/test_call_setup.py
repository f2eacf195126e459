"""What a call may be called, and what its set-up says in words."""

from collections.abc import Iterator, Sequence

from django.urls import URLPattern, get_resolver

from competition.call_setup import draft
from competition.call_setup.soundness import RESERVED_SLUGS
from competition.views.office.call_words import LABELS, SECTIONS


def office_words(patterns: Sequence[object], before: str = "") -> Iterator[str]:
    """Every fixed second part of an address of the office."""
    for each in patterns:
        route = before + str(getattr(each, "pattern", ""))
        if isinstance(each, URLPattern):
            parts = route.split("/")
            if parts[0] == "geschaeftsstelle" and len(parts) > 2 and "<" not in parts[1]:
                yield parts[1]
        else:
            yield from office_words(getattr(each, "url_patterns", []), route)


def test_no_call_hides_a_page_of_the_office() -> None:
    assert set(office_words(get_resolver().url_patterns)) - {""} == RESERVED_SLUGS


def test_every_field_of_a_draft_has_a_name_and_every_section_a_page() -> None:
    assert set(LABELS) == set(draft.FIELDS)
    assert set(SECTIONS) == set(draft.SECTIONS)
