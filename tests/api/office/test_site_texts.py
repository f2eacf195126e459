"""The texts of the site by API: written over what was read, published at once."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from api.models import Scope
from competition.models import Call, SiteText, User
from competition.services import site_texts
from tests.api.caller import Caller, assert_problem, caller_of

pytestmark = pytest.mark.django_db
LIST = "office/site-texts/"
IMPRINT = f"{LIST}imprint/de/"


def test_a_text_is_written_listed_and_stands_there(as_dora: Caller, client: Client) -> None:
    answer = as_dora.put(IMPRINT, text="Amt für Beispiele", version=0)
    assert answer.status == 200
    assert (answer.value["version"], answer.value["saved_by"]) == (1, "dora@example.org")
    assert as_dora.get(LIST).rows == [answer.value]
    assert "Amt für Beispiele" in client.get("/impressum/").content.decode()
    assert as_dora.put(IMPRINT, text="", version=1).value["text"] == ""


def test_a_text_names_what_it_is_written_over(as_dora: Caller) -> None:
    assert_problem(as_dora.put(IMPRINT, text="Amt"), "precondition_required", 428, "version")
    as_dora.put(IMPRINT, text="Amt", version=0)
    assert_problem(as_dora.put(IMPRINT, text="Haus", version=0), "site_text_changed", 409)
    assert SiteText.objects.get().text == "Amt"


@pytest.mark.parametrize("place", ["start/de/", "imprint/fr/", "easy_language/en/"])
def test_other_pages_there_are_none(as_dora: Caller, place: str) -> None:
    assert_problem(as_dora.put(f"{LIST}{place}", text="x", version=0), "not_found", 404)


def test_a_token_for_one_call_opens_none(dora: User, call: Call) -> None:
    site_texts.save(page="imprint", language="de", text="Amt", read=0, by=dora)
    bound = caller_of(dora, *Scope.values, call=call)
    assert bound.get(LIST).rows == []
    assert_problem(bound.put(IMPRINT, text="Haus", version=1), "not_found", 404)


@pytest.mark.parametrize("pages", [1, 3])
def test_the_list_asks_no_more_for_more_rows(
    as_dora: Caller, dora: User, pages: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for page in ("imprint", "privacy", "accessibility")[:pages]:
        site_texts.save(page=page, language="de", text="Amt", read=0, by=dora)
    with django_assert_num_queries(3):
        as_dora.get(LIST)
