"""docs/api.md: every address with its scope, and all that each list may be asked for."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.urls import get_resolver

from api.office.feed import Feed
from api.pagination import Keyset
from competition.errors import CATALOGUE
from tests.api.operations import OPERATIONS, Known
from tools.programs import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
# The document's words for places, where an address calls them otherwise.
WORDS = {"public_id": "id", "key": "question"}
ADDRESS = re.compile(r"^\| ([A-Z]+) \| `([^`]+)`[^|]*\| (?:`(\w+)`|–) \| \S", re.MULTILINE)
LIST = re.compile(
    r"^\| `(\w+/[^`]+)` \| (numbered|keyset|feed|no list) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$",
    re.MULTILINE,
)
NAME = re.compile(r"`([^`]+)`")
CODE = re.compile(r"^\| (\d{3}) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
LISTS = {row[0]: row for row in LIST.findall(TEXT)}
ASKED = [known for known in OPERATIONS if known.operation.many or known.operation.expands]


def told(known: Known) -> str:
    """The address as the document writes it, with its audience."""
    ((possibility, _names),) = get_resolver().reverse_dict.getlist(known.name)[0][0]
    words = {name: f"{{{WORDS.get(name, name)}}}" for name in known.places}
    return str(possibility % words).removeprefix("api/v1/")


def section(audience: str) -> str:
    return TEXT.partition(f"\n## Addresses of the {audience}\n")[2].partition("\n## ")[0]


def test_every_address_is_told_with_its_scope_and_no_other() -> None:
    found = [
        (method, f"{audience}/{address}", scope)
        for audience in ("public", "portal", "jury", "office")
        for method, address, scope in ADDRESS.findall(section(audience))
    ]
    assert sorted(found) == sorted(
        (known.method, told(known), known.operation.scope) for known in OPERATIONS
    )


def test_every_list_is_told_and_no_other() -> None:
    assert sorted(LISTS) == sorted(told(known) for known in ASKED)


@pytest.mark.parametrize("known", ASKED, ids=str)
def test_a_list_is_told_with_all_that_it_may_be_asked_for(known: Known) -> None:
    _, pages, filters, order, expand = LISTS[told(known)]
    assert set(NAME.findall(expand)) == set(known.operation.expands)
    if not known.operation.many:
        assert pages == "no list"
        return
    kinds: dict[Any, str] = {Keyset: "keyset", Feed: "feed"}
    assert pages == kinds.get(known.view.pagination_class, "numbered")
    filterset: Any = getattr(known.view, "filterset_class", None)
    declared = filterset.base_filters if filterset else {}
    assert set(NAME.findall(filters)) == set(declared) - {"order"}
    orders = declared["order"].extra["choices"] if "order" in declared else []
    assert set(NAME.findall(order)) == {name.lstrip("-") for name, _label in orders}


def test_every_status_is_told_with_codes_of_it() -> None:
    statuses = {
        CATALOGUE[code].status
        for known in OPERATIONS
        for code in known.operation.codes(has_place=bool(known.places))
    }
    rows = CODE.findall(TEXT.partition("\n## Refusals\n")[2])
    assert [int(status) for status, _codes in rows] == sorted(statuses)
    for status, codes in rows:
        assert {CATALOGUE[code].status for code in NAME.findall(codes)} == {int(status)}


def test_how_often_each_kind_may_be_sent_is_told() -> None:
    found = re.findall(r"^\| (\w+)[^|]* \| (\d+) \|$", TEXT, re.MULTILINE)
    assert {kind: int(count) for kind, count in found} == settings.API_REQUESTS_PER_MINUTE
