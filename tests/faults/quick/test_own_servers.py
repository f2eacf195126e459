"""The servers that tests and the demo start: usable, killable, and gone when they are closed."""

import psycopg
import pytest
import redis

from tools.processes import wait_until
from tools.services import PostgresServer, RedisServer


def test_postgres_has_after_a_crash_what_was_committed() -> None:
    with PostgresServer(fsync=True) as server:
        address = server.create_database("kept")
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE note AS SELECT 'Zusage' AS text")
        server.kill9()
        server.start()
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT text FROM note").fetchall() == [("Zusage",)]


def test_postgres_copies_a_database_from_a_template() -> None:
    with PostgresServer() as server:
        with psycopg.connect(server.create_database("pattern")) as connection:
            connection.execute("CREATE TABLE town (name text)")
        with psycopg.connect(server.create_database("copy", template="pattern")) as connection:
            assert connection.execute("SELECT count(*) FROM town").fetchone() == (0,)


def test_postgres_knows_the_capitals_of_umlauts() -> None:
    with PostgresServer() as server, psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT upper('köln'), lower('ÖHRINGEN')").fetchone() == (
            "KÖLN",
            "öhringen",
        )


def test_a_closed_server_leaves_no_files() -> None:
    with PostgresServer() as postgres, RedisServer() as other:
        homes = [postgres.home, other.home]
        assert all(home.exists() for home in homes)
    assert not any(home.exists() for home in homes)


@pytest.mark.parametrize(("append_only", "left"), [(True, [b"task"]), (False, [])])
def test_redis_after_a_crash_has_what_its_file_has(append_only: bool, left: list[bytes]) -> None:
    with RedisServer(append_only=append_only, settings={"appendfsync": "always"}) as server:
        with redis.Redis.from_url(server.url()) as client:
            client.rpush("queue", "task")
        server.kill9()
        server.start()
        with redis.Redis.from_url(server.url()) as client:
            assert client.lrange("queue", 0, -1) == left


def test_a_frozen_redis_does_not_answer_until_it_is_thawed() -> None:
    with RedisServer() as server:
        client = redis.Redis.from_url(server.url(), socket_timeout=0.2, retry=None)
        server.freeze()
        with pytest.raises(redis.exceptions.TimeoutError):
            client.ping()
        client.close()
        server.thaw()
        wait_until(lambda: bool(client.ping()), seconds=10, what="an answer")
        client.close()
