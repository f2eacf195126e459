"""The number of a request goes with what it nudges, through the broker, into the worker's log."""

import json

import pytest
from django.db import transaction

from competition import request_ids
from competition.nudge import nudge
from tests.fixtures.site import Site
from tools.processes import wait_until
from tools.services import RedisServer

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_worker_logs_in_json_for_which_request_it_works(
    site: Site, broker: RedisServer
) -> None:
    site.environment["LOG_FORMAT"] = "json"
    with site.worker as worker:
        with request_ids.named("ab12cd34"), transaction.atomic():
            nudge("competition.deliver")
        wait_until(lambda: "ab12cd34" in worker.logged(), seconds=60, what="the task's line")
        entries = [json.loads(line) for line in worker.logged().splitlines() if line[:1] == "{"]
    done = [entry for entry in entries if entry.get("request_id") == "ab12cd34"]
    assert "competition.deliver" in done[-1]["message"]
    assert {entry["level"] for entry in entries} == {"INFO"}
