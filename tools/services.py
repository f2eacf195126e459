"""PostgreSQL and Redis as own child processes on free ports, for the demo and the tests.

The system's programs come first, else those in the wheels (``requirements/services.txt``): real
servers both. Everything lives in a temporary folder that goes with the server.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from tools import programs
from tools.processes import LOCALHOST, ChildProcess, ProcessError, answers, free_port

SUPERUSER = "postgres"


def folder_for_all() -> Path:
    """A new temporary folder that other users may enter: PostgreSQL as root needs one."""
    places = [tempfile.gettempdir(), "/tmp", "/var/tmp"]  # noqa: S108 - mkdtemp makes an own one in it
    place = next((place for place in places if _open_to_all(Path(place))), places[0])
    folder = Path(tempfile.mkdtemp(prefix="modellkommune-", dir=place))
    folder.chmod(0o755)
    return folder


def _open_to_all(path: Path) -> bool:
    """Whether every user may enter a folder and all that lead to it."""
    return all(step.stat().st_mode & 0o001 for step in [path, *path.parents])


def _unprivileged_user() -> str:
    """The account that PostgreSQL runs as when we are root."""
    for name in (SUPERUSER, "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise ProcessError("PostgreSQL must not run as root, and there is no user postgres or nobody.")


class PostgresServer(ChildProcess):
    """An own PostgreSQL. ``fsync`` is for tests that kill it; without it everything is faster.

    ``settings`` are further server settings. After ``kill9`` or ``stop``, ``start`` brings it back
    on the same port with the same data; ``close`` removes the data (leaving the context does both).
    """

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast": ends the sessions, writes a checkpoint
    death_signal = signal.SIGQUIT  # "immediate": also ends the server's own children

    def __init__(self, *, fsync: bool = False, settings: dict[str, str] | None = None) -> None:
        binaries = programs.system_postgres() or programs.wheel_postgres()
        if binaries is None:
            raise ProcessError("No PostgreSQL: neither the system nor the environment has one.")
        self.home = folder_for_all()
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self.data = self.home / "data"
        user = _unprivileged_user() if os.geteuid() == 0 else None
        if user and not _open_to_all(binaries):
            binaries = self._copy(binaries)
        self.binaries = binaries
        chosen = {
            "port": str(self.port),
            "listen_addresses": LOCALHOST,
            "unix_socket_directories": "",
            "max_connections": "200",
            "fsync": "on" if fsync else "off",
            "synchronous_commit": "on" if fsync else "off",
            "full_page_writes": "on" if fsync else "off",
            **(settings or {}),
        }
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        super().__init__(
            [binaries / "postgres", "-D", self.data, *options],
            environment=self._plain_environment(),
            folder=self.home,
            log=self.home / "postgres.log",
            user=user,
        )

    def start(self) -> Self:
        """Start it; after a ``kill9`` wait for the old one's sessions, which end by themselves."""
        if not self.data.exists():
            self._initialise()
        end = time.monotonic() + 30
        while True:
            try:
                return super().start()
            except ProcessError as error:
                if "shared memory" not in str(error) or time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def wait_ready(self) -> None:
        self.wait_for(self._is_ready)

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as DATABASE_URL takes it."""
        return f"postgres://{SUPERUSER}:{self.password}@{LOCALHOST}:{self.port}/{quote(database)}"

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Create a database, as a quick copy of ``template`` if given; returns its address."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        if template:
            statement += sql.SQL(" TEMPLATE {}").format(sql.Identifier(template))
        self.execute(statement)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Remove a database and end its connections."""
        self.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def execute(self, statement: sql.Composed) -> None:
        """Run one statement as the server's owner, outside of any transaction."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def tidy(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def _initialise(self) -> None:
        """Make the data folder: UTF-8, the same order of letters everywhere, a random password."""
        password_file = self.home / "password"
        password_file.write_text(self.password, encoding="ascii")
        self.data.mkdir(mode=0o700)
        if self.user:
            for path in (password_file, self.data):
                shutil.chown(path, self.user)
        command = [
            *(self.binaries / "initdb", "-D", self.data, "-U", SUPERUSER, "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
            *("--auth=scram-sha-256", f"--pwfile={password_file}"),
        ]
        made = subprocess.run(
            [str(part) for part in command],
            cwd=self.home,
            env=self._plain_environment(),
            user=self.user,
            check=False,
            capture_output=True,
            text=True,
        )
        password_file.unlink()
        if made.returncode != 0:
            shutil.rmtree(self.data)
            raise ProcessError(f"initdb failed.\n{made.stderr}")

    def _is_ready(self) -> bool:
        """The server writes its state into the last line of ``postmaster.pid``."""
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        own = lines[:1] == [str(self.pid)]  # not what a killed server has left, nor half written
        return own and lines[-1].strip() == "ready" and answers(self.port)

    def _copy(self, binaries: Path) -> Path:
        """Copy the wheel's programs and libraries to where another user can read them."""
        package = binaries.parent.parent
        for part in (package / "pginstall", package.with_name(f"{package.name}.libs")):
            target = self.home / "programs" / part.relative_to(package.parent)
            shutil.copytree(part, target, symlinks=True)
        return self.home / "programs" / package.name / "pginstall" / "bin"

    @staticmethod
    def _plain_environment() -> dict[str, str]:
        """Without the variables of the caller that would redirect a server (PGDATA, PGPORT...)."""
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


class RedisServer(ChildProcess):
    """An own Redis or Valkey. It keeps nothing, unless ``append_only``: then a killed one returns
    with what it had. ``settings`` are further server settings ("maxmemory": "1500kb").
    """

    name = "Redis"

    def __init__(
        self, *, append_only: bool = False, settings: dict[str, str] | None = None
    ) -> None:
        program = programs.system_redis() or programs.wheel_redis()
        if program is None:
            raise ProcessError("No Redis: neither the system nor the environment has one.")
        self.home = Path(tempfile.mkdtemp(prefix="modellkommune-"))
        self.port = free_port()
        chosen = {
            "port": str(self.port),
            "bind": LOCALHOST,
            "dir": str(self.home),
            "save": "",
            "appendonly": "yes" if append_only else "no",
            "maxmemory-policy": "noeviction",
            **(settings or {}),
        }
        options = [part for name, value in chosen.items() for part in (f"--{name}", value)]
        super().__init__([program, *options], folder=self.home, log=self.home / "redis.log")

    def wait_ready(self) -> None:
        self.wait_for(self._is_ready)

    def _is_ready(self) -> bool:
        """Redis listens before it has loaded its data; then it answers PING with something else."""
        try:
            with socket.create_connection((LOCALHOST, self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def url(self, database: int = 0) -> str:
        """The address, as REDIS_URL takes it."""
        return f"redis://{LOCALHOST}:{self.port}/{database}"

    def tidy(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
