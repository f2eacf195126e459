"""The description of the API: whole, valid, and true to what is answered."""

import pytest
from drf_spectacular.validation import validate_schema

from api.problems import MEDIA_TYPE
from api.schema import description
from competition.errors import CATALOGUE
from tests.api.caller import Caller
from tests.api.described import answer_of, conforms, described
from tests.api.operations import OPERATIONS, Known


def test_the_description_is_valid_openapi() -> None:
    assert description()["openapi"] == "3.1.1"
    validate_schema(description())  # type: ignore[no-untyped-call]  # the package's own


def test_every_operation_is_described_once() -> None:
    told = [each["operationId"] for m in description()["paths"].values() for each in m.values()]
    assert sorted(told) == sorted(known.operation.name for known in OPERATIONS)


@pytest.mark.parametrize("known", OPERATIONS, ids=str)
def test_an_operation_is_told_with_examples_and_codes(known: Known) -> None:
    told = described(known.operation)
    answer = answer_of(known.operation)
    for example in answer["examples"].values():
        conforms(example["value"], answer["schema"])
    codes = set()
    for status, response in told["responses"].items():
        problem = response["content"].get(MEDIA_TYPE, {"examples": {}})
        for example in problem["examples"].values():
            conforms(example["value"], problem["schema"])
            code = example["value"]["code"]
            assert CATALOGUE[code].status == int(status)
            codes.add(code)
    assert codes == set(known.operation.codes(has_place=bool(known.places)))
    assert (told["security"] == [{"token": []}]) == bool(known.operation.scope)


@pytest.mark.parametrize(
    "known", [k for k in OPERATIONS if k.operation.body_example is not None], ids=str
)
def test_bodies_have_an_example(known: Known) -> None:
    body = described(known.operation)["requestBody"]["content"]["application/json"]
    for example in body["examples"].values():
        conforms(example["value"], body["schema"])


def test_lists_tell_their_parameters() -> None:
    awards = next(known for known in OPERATIONS if known.operation.name == "listAwards")
    names = {parameter["name"] for parameter in described(awards.operation)["parameters"]}
    assert names == {"call", "state", "kind", "order", "page", "page_size"}


def test_the_description_is_served_to_everybody(db: None) -> None:
    answer = Caller().get("schema/")
    assert answer.header("Content-Type") == "application/vnd.oai.openapi+json"
    assert answer.value["info"]["title"] == "Modellkommune"
