"""``manage.py verify_receipt FILE``: is a receipt genuine? See docs/receipts.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

import verify_receipt
from competition import audit, receipts, signing
from competition.audit import Witness
from verify_receipt import (
    MARKS,
    PROVEN,
    REFUTED,
    UNREADABLE,
    VERDICTS,
    MalformedError,
)

T = TypeVar("T")
# In German like all that the stand-alone program prints; it knows no translations either.
WITNESSES = {
    Witness.HELD: (True, "Die Kette der Eingänge enthält diesen Eintrag, unversehrt."),
    Witness.BROKEN: (False, "Die Kette der Eingänge enthält diesen Eintrag nicht mehr so."),
    Witness.ABSENT: (None, "Diesen Wettbewerb gibt es hier nicht, also auch keine Kette."),
}


class Command(BaseCommand):
    help = (
        "Checks a receipt file by the site's keys and its chain. Exit status 0: proven, "
        "1: refuted, 2: not readable, 3: neither."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("receipt", type=Path, help="eingang.json")
        parser.add_argument("--content", type=Path, help="fassung.json")
        parser.add_argument("--key", type=Path, help="schluessel.json, instead of the site's keys")

    def handle(self, *args: Any, **options: Any) -> None:
        receipt = _read(options["receipt"], verify_receipt.read_receipt)
        key, content = options["key"], options["content"]
        report = verify_receipt.examine(
            receipt,
            content=_read(content, bytes) if content else None,
            keys=_read(key, verify_receipt.read_keys) if key else signing.published_keys(),
            fits=receipts.fits,
        )
        holds, sentence = WITNESSES[audit.witness(receipt.document)]
        self.stdout.write("\n".join([*verify_receipt.told(report), f"{MARKS[holds]} {sentence}"]))
        status = REFUTED if holds is False else report.status
        if status != PROVEN:
            raise CommandError(VERDICTS[status], returncode=status)
        self.stdout.write(VERDICTS[status])


def _read(path: Path, reading: Callable[[bytes], T]) -> T:
    """A file, read as what it should be; ends the command with 2 where it is not."""
    try:
        return reading(path.read_bytes())
    except (OSError, MalformedError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(f"{path}: {reason}", returncode=UNREADABLE) from error
