"""Every command of docker-compose.yml runs as it stands there, on servers of this machine."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
import yaml

from tools import alive
from tools.processes import ChildProcess, answers, free_port, wait_until
from tools.programs import ROOT
from tools.services import PostgresServer, RedisServer

# The programs of the image are those of this environment.
PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
GAP = re.compile(r"\$\{(?P<name>\w+):-(?P<default>[^}]*)\}")


def service(name: str) -> dict[str, Any]:
    """One service as compose reads it when no variable is set."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    described: dict[str, Any] = yaml.safe_load(GAP.sub(r"\g<default>", text))["services"][name]
    return described


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    """The database as the one-shot service "migrate" leaves it."""
    with PostgresServer() as server:
        server.create_database("site")
        run(service("migrate")["command"], site_environment(server))
        yield server


def site_environment(server: PostgresServer) -> dict[str, str]:
    """What the site's services are told, with this machine's database for the container's."""
    described = {key: str(value) for key, value in service("web")["environment"].items()}
    assert "@postgres:5432/site" in described["DATABASE_URL"]
    return described | {"DATABASE_URL": server.url("site"), "PATH": PATH}


@pytest.fixture
def surroundings(
    postgres: PostgresServer, redis_server: RedisServer, tmp_path: Path
) -> dict[str, str]:
    return site_environment(postgres) | {
        "REDIS_URL": redis_server.url(),
        "EMAIL_URL": f"file://{tmp_path}/mails",
        "STATIC_ROOT": str(tmp_path / "static"),
    }


def run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def long_running(name: str, environment: dict[str, str], tmp_path: Path, **here: str) -> Any:
    """The process of a service; ``here`` replaces what only a container has (port, folder)."""
    described = service(name)
    own = {key: str(value) for key, value in described["environment"].items()} | environment
    command = [str(part) for part in described["command"]]
    for there, local in here.items():
        assert any(there in part for part in (*command, *own.values()))
        command = [part.replace(there, local) for part in command]
        own = {key: value.replace(there, local) for key, value in own.items()}
    command[0] = f"{Path(sys.executable).parent}/{command[0]}"
    return ChildProcess(command, environment=own, folder=ROOT, log=tmp_path / f"{name}.log")


def test_migrate_makes_the_tables_and_the_register(postgres: PostgresServer) -> None:
    with psycopg.connect(postgres.url("site")) as connection:
        counted = connection.execute("SELECT count(*) FROM competition_municipality").fetchone()
    assert counted is not None
    assert counted[0] > 10_000


def test_the_web_server_answers_its_health_check(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    run([sys.executable, "manage.py", "collectstatic", "--noinput"], surroundings)
    port = free_port()
    with long_running("web", surroundings, tmp_path, **{"0.0.0.0:8000": f"127.0.0.1:{port}"}):
        wait_until(lambda: answers(port), seconds=30, what="the port")
        assert service("web")["healthcheck"]["test"][-2:] == ["tools.alive", "web"]
        wait_until(lambda: alive.web(port=port), seconds=30, what="a page")
    assert not alive.web(port=port)


def test_the_worker_answers_its_health_check(surroundings: dict[str, str], tmp_path: Path) -> None:
    check = service("worker")["healthcheck"]["test"][1:]
    with long_running("worker", surroundings, tmp_path) as worker:
        wait_until(lambda: " ready." in worker.log_end(), seconds=30, what="the worker")
        run(check, surroundings)
    assert subprocess.run(check, cwd=ROOT, env=surroundings, check=False).returncode == 1


def test_beat_writes_the_schedule_that_its_health_check_looks_at(
    surroundings: dict[str, str], tmp_path: Path
) -> None:
    schedule = tmp_path / "beat-schedule"
    assert not alive.beat(schedule)
    with long_running("beat", surroundings, tmp_path, **{"/site/var": str(tmp_path)}):
        wait_until(lambda: alive.beat(schedule), seconds=30, what="the schedule")


def test_redis_takes_the_settings_of_its_command() -> None:
    command = [str(part) for part in service("redis")["command"]]
    settings = dict(zip(command[1::2], command[2::2], strict=True))
    chosen = {name.removeprefix("--"): value for name, value in settings.items()}
    with RedisServer(settings=chosen) as server, redis.Redis.from_url(server.url()) as client:
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
