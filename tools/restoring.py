"""Dumping, restoring and comparing PostgreSQL databases, for the restore drill."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from competition import receipts
from tools import programs

Tallies = dict[str, tuple[int, str]]
"""By table: how many rows, and a sum over the content of each, whatever their order."""
FORMS = "SET timezone = 'UTC'; SET extra_float_digits = 1; SET intervalstyle = 'postgres'"
NEWEST_RECEIPT = """
    SELECT receipt.number, receipt.document, receipt.signature, receipt.key_id, version.content
    FROM competition_receipt receipt
    JOIN competition_applicationversion version ON version.id = receipt.version_id
    JOIN competition_application application ON application.id = version.application_id
    WHERE application.erased_at IS NULL
    ORDER BY receipt.id DESC LIMIT 1
"""


class DrillError(Exception):
    """A step that could not be taken, and why."""


@dataclass(frozen=True)
class Database:
    """One database by its address, as ``DATABASE_URL`` takes it."""

    address: str

    def __post_init__(self) -> None:
        if urlsplit(self.address).scheme not in {"postgres", "postgresql"}:
            raise DrillError("the drill is for PostgreSQL: DATABASE_URL must name one.")

    @property
    def name(self) -> str:
        return unquote(urlsplit(self.address).path.removeprefix("/"))

    def named(self, name: str) -> "Database":
        """Another database on the same server."""
        return Database(urlunsplit(urlsplit(self.address)._replace(path=f"/{quote(name)}")))

    def create(self, name: str) -> "Database":
        """Create an empty database on this server."""
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return self.named(name)

    def drop(self, name: str) -> None:
        """Remove a database of this server."""
        self._execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def dump(self, path: Path, snapshot: str) -> None:
        """Write all that another transaction sees (its exported snapshot) into a file."""
        self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")

    def restore(self, path: Path) -> None:
        """Fill this empty database from a dump; where that breaks off, it stays empty."""
        self._run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", str(path))

    def tallies(self) -> Tallies:
        with psycopg.connect(self.address) as line:
            return tallies(line)

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.address, autocommit=True) as line:
            line.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL here. The password is not for the list of processes."""
        parts = urlsplit(self.address)
        place = f"{quote(unquote(parts.username or ''))}@" if parts.username else ""
        host = parts.netloc.rpartition("@")[2]
        bare = urlunsplit(parts._replace(netloc=f"{place}{host}"))
        password = {"PGPASSWORD": unquote(parts.password)} if parts.password else {}
        done = subprocess.run(
            [str(programs.postgres_client(program) or program), f"--dbname={bare}", *arguments],
            env={**os.environ, **password},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise DrillError(f"{program} failed.\n{done.stderr.strip()}")


@contextmanager
def one_instant(database: Database) -> Iterator[tuple["psycopg.Connection", str]]:
    """A connection that goes on seeing the database as it is now, and the name of what it sees."""
    with psycopg.connect(database.address) as line:
        line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = line.execute("SELECT pg_export_snapshot()").fetchone()
        yield line, str(row[0] if row else "")


def tallies(line: "psycopg.Connection") -> Tallies:
    """What each table holds, as this connection sees it."""
    for setting in FORMS.split("; "):
        line.execute(setting)
    found = line.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    told = {}
    for (table,) in found.fetchall():
        asked = sql.SQL(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {} t"
        ).format(sql.Identifier(table))
        row = line.execute(asked).fetchone()
        told[str(table)] = (int(row[0]), str(row[1])) if row else (0, "")
    return told


def differences(before: Tallies, after: Tallies) -> list[str]:
    """One sentence for each table that did not come back as it was."""
    told = []
    for table in sorted(before.keys() | after.keys()):
        if table not in after:
            told.append(f"The table {table} is missing.")
        elif table not in before:
            told.append(f"The table {table} was not there before.")
        elif before[table][0] != after[table][0]:
            told.append(f"{table} has {after[table][0]} rows instead of {before[table][0]}.")
        elif before[table] != after[table]:
            told.append(f"{table} has as many rows as before, but not the same ones.")
    return told


def newest_receipt(database: Database, receipt: Path, content: Path) -> str | None:
    """Write the newest receipt and its content as files, as applicants hold them; its number."""
    with psycopg.connect(database.address) as line:
        row = line.execute(NEWEST_RECEIPT).fetchone()
    if row is None:
        return None
    number, document, signature, key_id, sealed = row
    file = receipts.file(
        document=document, signature=signature, key_id=key_id, key=None, keys_at=""
    )
    receipt.write_text(json.dumps(file), encoding="utf-8")
    content.write_bytes(receipts.canonical(sealed))
    return str(number)
