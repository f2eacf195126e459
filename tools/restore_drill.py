"""Tries the backup: is everything there, and still as it was written, once it is restored?

    python -m tools.restore_drill                      dump now, restore beside it, compare, check
    python -m tools.restore_drill --dump site.dump     restore an earlier dump and check it
    python -m tools.restore_drill --restored URL       check what has been restored already

The environment is the site's: ``DATABASE_URL``, ``ATTACHMENTS_DIR``, the keys. Nothing of the site
is changed; the site may run meanwhile, because the dump and the comparison see the same instant.
What the drill has restored is removed at its end, unless ``--keep``. Exit status 0: the backup can
be relied on. 1: it cannot. 2: the drill could not be carried out.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

from config import environment
from tools.programs import ROOT
from tools.restoring import (
    Database,
    DrillError,
    Tallies,
    differences,
    newest_receipt,
    one_instant,
    tallies,
)

Say = Callable[[str], None]
RELIABLE, UNRELIABLE, NOT_DONE = 0, 1, 2
CHECKS = {
    ("migrate", "--check"): "Its tables are those that this version of the site needs.",
    ("verify_audit",): "Every chain of the audit log is whole, and every receipt agrees with it.",
    ("stray_files",): "Every attachment that it names lies in the store, byte for byte.",
}


def compared(before: Tallies, after: Tallies, say: Say) -> bool:
    """Say whether each table came back with the same rows."""
    found = differences(before, after)
    for line in found:
        say(f"NOT WELL: {line}")
    if not found:
        rows = sum(rows for rows, _content in after.values())
        say(f"well: all {len(after)} tables came back with the same {rows} rows.")
    return not found


def checked(restored: Database, say: Say) -> bool:
    """Ask the site's own commands about the restored database, and verify one receipt."""
    outcomes = [asked(restored, command, told, say) for command, told in CHECKS.items()]
    return all([*outcomes, receipt_checked(restored, say)])


def asked(restored: Database, command: tuple[str, ...], told: str, say: Say) -> bool:
    """Run one command of the site against the restored database; tell what it says if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": restored.address},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    say(f"{'NOT WELL, not so' if done.returncode else 'well'}: {told}")
    if done.returncode:
        for line in (done.stdout + done.stderr).strip().splitlines()[-20:]:
            say(f"    {line}")
    return done.returncode == 0


def receipt_checked(restored: Database, say: Say) -> bool:
    """Verify the newest receipt as whoever holds it would: signature, key, content, chain."""
    with tempfile.TemporaryDirectory() as scratch:
        receipt, content = Path(scratch, "eingang.json"), Path(scratch, "fassung.json")
        number = newest_receipt(restored, receipt, content)
        if number is None:
            say("well: it holds no receipt that could be verified.")
            return True
        told = f"Receipt {number} is genuine, and its content is what was received."
        command = ("verify_receipt", str(receipt), "--content", str(content))
        return asked(restored, command, told, say)


@contextmanager
def restored_beside(
    site: Database, server: Database, dump: Path | None, *, keep: bool, say: Say
) -> Iterator[tuple[Database, Tallies | None]]:
    """A new database from a dump (None: one of this instant), and what the dump should hold."""
    name = f"drill_{secrets.token_hex(4)}"
    before: Tallies | None = None
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as ending:
        if dump is None:
            dump = Path(scratch, "site.dump")
            with one_instant(site) as (line, snapshot):
                site.dump(dump, snapshot)
                before = tallies(line)
            say(f"well: dumped {site.name}, {dump.stat().st_size:,} bytes.")
        restored = server.create(name)
        if not keep:
            ending.callback(server.drop, name)
        restored.restore(dump)
        say(f"well: restored as {name}{', which stays' if keep else ''}.")
        yield restored, before


def drill(options: argparse.Namespace, say: Say) -> bool:
    """The whole drill; raises ``DrillError`` where a step cannot be taken."""
    if options.restored:
        return checked(Database(options.restored), say)
    site = Database(environment.text("DATABASE_URL"))
    server = Database(options.server) if options.server else site
    with restored_beside(site, server, options.dump, keep=options.keep, say=say) as made:
        restored, before = made
        same = before is None or compared(before, restored.tallies(), say)
        return checked(restored, say) and same


def main() -> None:
    parser = argparse.ArgumentParser(description="Tries the backup; see docs/operations.md.")
    parser.add_argument("--dump", type=Path, help="an earlier dump (pg_dump --format=custom)")
    parser.add_argument("--server", help="restore on this server: postgres://…/postgres")
    parser.add_argument("--keep", action="store_true", help="leave the restored database there")
    parser.add_argument("--restored", metavar="URL", help="check what is restored already")
    try:
        well = drill(parser.parse_args(), print)
    except (DrillError, psycopg.Error, OSError) as error:
        print(f"The drill could not be carried out: {error}")
        sys.exit(NOT_DONE)
    print(
        "The backup can be relied on."
        if well
        else "The backup CANNOT be relied on: see what is not well above."
    )
    sys.exit(RELIABLE if well else UNRELIABLE)


if __name__ == "__main__":
    main()
