"""The description of the API: whole, valid, and true to what is answered."""

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from api.description import operations_of
from api.problems import MEDIA_TYPE
from api.schema import _generated, description
from competition.errors import CATALOGUE
from tests.api.caller import Caller
from tests.api.described import answer_of, conforms, described
from tests.api.operations import OPERATIONS, Known


def test_the_description_is_valid_openapi() -> None:
    assert description()["openapi"] == "3.1.1"
    validate_schema(description())  # type: ignore[no-untyped-call]  # the package's own


def test_the_generator_warns_of_nothing() -> None:
    _generated.cache_clear()
    GENERATOR_STATS.reset()
    description()
    assert not GENERATOR_STATS


def test_every_operation_is_described_once() -> None:
    told = [each["operationId"] for m in description()["paths"].values() for each in m.values()]
    assert sorted(told) == sorted(known.operation.name for known in OPERATIONS)


@pytest.mark.parametrize("known", OPERATIONS, ids=str)
def test_an_operation_is_told_with_examples_and_codes(known: Known) -> None:
    told = described(known.operation)
    answer = answer_of(known.operation)
    assert bool(answer) == (known.operation.status != 204)
    for example in answer.get("examples", {}).values():
        conforms(example["value"], answer["schema"])
    codes = set()
    for status, response in told["responses"].items():
        problem = response.get("content", {}).get(MEDIA_TYPE, {"examples": {}})
        for code in problem["examples"]:
            value = description()["components"]["examples"][code]["value"]
            conforms(value, problem["schema"])
            assert value["code"] == code
            assert CATALOGUE[code].status == int(status)
            codes.add(code)
    assert codes == set(known.operation.codes(has_place=bool(known.places)))
    assert (told["security"] == [{"token": []}]) == bool(known.operation.scope)


@pytest.mark.parametrize(
    "known", [k for k in OPERATIONS if k.operation.body_example is not None], ids=str
)
def test_bodies_have_an_example(known: Known) -> None:
    (body,) = described(known.operation)["requestBody"]["content"].values()
    for example in body["examples"].values():
        conforms(example["value"], body["schema"])


def test_lists_tell_their_parameters() -> None:
    awards = next(known for known in OPERATIONS if known.operation.name == "listAwards")
    names = {parameter["name"] for parameter in described(awards.operation)["parameters"]}
    assert names == {
        *("call", "municipality", "state", "kind", "size_class", "synthetic", "result", "order"),
        *("cursor", "page_size", "expand", "If-None-Match"),
    }


def test_an_act_that_may_be_repeated_takes_a_key() -> None:
    for known in OPERATIONS:
        names = [each["name"] for each in described(known.operation).get("parameters", [])]
        codes = known.operation.codes(has_place=bool(known.places))
        assert ("Idempotency-Key" in names) == ("idempotency_key_invalid" in codes), known


def test_headers_that_a_program_needs_are_described() -> None:
    start = next(known for known in OPERATIONS if known.operation.name == "startSelectionRun")
    answers = described(start.operation)["responses"]
    assert {"Location", "Retry-After"} <= answers["202"]["headers"].keys()
    assert "Allow" in answers["405"]["headers"]
    assert "WWW-Authenticate" in answers["401"]["headers"]
    assert "Retry-After" in answers["503"]["headers"]


def test_what_is_read_is_told_with_its_state() -> None:
    for known in OPERATIONS:
        told = described(known.operation)
        reads = known.method == "GET"
        names = [each["name"] for each in told.get("parameters", [])]
        assert ("If-None-Match" in names) == ("304" in told["responses"]) == reads, known
        if reads:
            headers = told["responses"]["200"]["headers"]
            assert ("Link" in headers, "ETag" in headers) == (known.operation.many, True), known


def test_each_audience_is_introduced() -> None:
    told = {tag["name"]: tag["description"] for tag in description()["tags"]}
    used = {tag for _, each in operations_of(description()) for tag in each["tags"]}
    assert used <= told.keys()
    assert all(told.values())


def test_bodies_are_closed() -> None:
    for known in OPERATIONS:
        body = described(known.operation).get("requestBody")
        for content in (body or {"content": {}})["content"].values():
            if "$ref" in content["schema"]:
                name = content["schema"]["$ref"].rpartition("/")[2]
                schema = description()["components"]["schemas"][name]
                assert schema["additionalProperties"] is False, known


def test_no_description_speaks_to_developers() -> None:
    assert "context[" not in str(description())


def test_the_description_is_served_to_everybody(db: None) -> None:
    answer = Caller().get("schema/")
    assert answer.header("Content-Type") == "application/vnd.oai.openapi+json"
    assert answer.value["info"]["title"] == "Modellkommune"
