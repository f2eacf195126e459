"""Requests that a fuzzer makes from the description: none finds an error or an undocumented answer.

Every operation is called by whoever it is meant for, in a round at a stage where it can be done: at
first as it is meant, which must succeed, then with what schemathesis makes of its description
(examples, each limit on both sides, and random values by a fixed seed). What one request changes is
taken back before the next.
"""

from functools import cache
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import override_settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.schema import description
from tests.api.operations import OPERATIONS
from tests.fixtures.rounds import MakeRound
from tests.harness.api_requests import MEANT, Act, Group, Scene, groups

pytestmark = pytest.mark.django_db

SEED = 20170421
MAX_EXAMPLES = 10
UNLIMITED = dict.fromkeys(settings.API_REQUESTS_PER_MINUTE, 10**9)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SETTINGS = hypothesis.settings(
    max_examples=MAX_EXAMPLES,
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


@cache
def described() -> Any:
    """The description as the fuzzer reads it, answered by this very process."""
    schema = schemathesis.openapi.from_dict(dict(description()), config=SchemathesisConfig())
    schema.app = WSGIHandler()
    return schema


def send(case: Any, act: Act, scene: Scene) -> int:
    """Send one request, look at its answer, take its changes back; returns the status."""
    headers = act.headers(scene)
    with transaction.atomic():
        response = case.call(headers=headers)
        transaction.set_rollback(True)
    case.validate_response(response, checks=CHECKS)
    status = int(response.status_code)
    if status >= 400 and response.content:
        assert response.json()["code"] in act.codes
    return status


def fuzz(operation: Any, act: Act, scene: Scene) -> None:
    """All requests of all phases."""

    def test(case: Any) -> None:
        act.aim(case, scene)
        send(case, act, scene)

    config = HypothesisTestConfig(
        project=described().config,
        modes=list(HypothesisTestMode),
        settings=SETTINGS,
        seed=SEED,
    )
    create_test(operation=operation, test_func=test, config=config)()


def try_out(act: Act, scene: Scene) -> None:
    """The act as it is meant, which succeeds; then all that can be made of its description."""
    operation = described().find_operation_by_id(act.known.operation.name)
    act.headers(scene)  # made before what is taken back
    with transaction.atomic():
        act.prepare(scene)
        body = {"body": act.body(scene)} if operation.body else {}
        case = operation.Case(path_parameters=act.places(scene), **body)
        assert send(case, act, scene) < 300, "does not succeed as it is meant"
        fuzz(operation, act, scene)
        transaction.set_rollback(True)


def test_only_operations_are_meant() -> None:
    assert MEANT.keys() <= {known.operation.name for known in OPERATIONS}


@override_settings(API_REQUESTS_PER_MINUTE=UNLIMITED)
@pytest.mark.parametrize("group", groups(OPERATIONS), ids=str)
def test_no_request_finds_an_undocumented_answer(group: Group, make_round: MakeRound) -> None:
    scene = group.scene(make_round)
    found = []
    for act in group.acts:
        try:
            try_out(act, scene)
        except (Exception, BaseExceptionGroup) as error:
            error.add_note(str(act))
            found.append(error)
    if found:
        raise BaseExceptionGroup("wrong answers", found)
