"""The register of municipalities: dry run, categorised log, apply."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from competition import audit, clock, locks, register
from competition.errors import Refusal
from competition.models import Municipality, RegisterImport, User

# What an import compares and writes. ``search`` follows from the official name.
FIELDS = ("name", "kind", "state", "population", "latitude", "longitude", "search")
# No municipality has this id: the municipalities' lock that one import holds against another.
WHOLE_REGISTER = 0
SHOWN_FAULTS = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``category``: created, changed (field: old and new), missing."""

    category: str
    ags: str
    name: str
    changes: dict[str, tuple[Any, Any]]

    def as_json(self) -> dict[str, Any]:
        entry: dict[str, Any] = {"category": self.category, "ags": self.ags, "name": self.name}
        if self.changes:
            entry["changes"] = {field: list(pair) for field, pair in self.changes.items()}
        return entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or in a dry run would do. ``record`` is None if nothing was written.

    ``confirmed_count``: unchanged municipalities that only get the file's later area status.
    """

    as_of: date
    entries: tuple[Entry, ...]
    unchanged_count: int
    confirmed_count: int
    left_out_count: int
    record: RegisterImport | None = None

    def of(self, category: str) -> list[Entry]:
        """The log's lines of one category, by key."""
        return [entry for entry in self.entries if entry.category == category]

    @property
    def changes_anything(self) -> bool:
        """False if the register already says what the file says."""
        return bool(self.confirmed_count or self.of("created") or self.of("changed"))


def read_register(*, content: bytes, as_of: date | None = None) -> register.Register:
    """The register in a file's bytes; ``Refusal("register_malformed")`` names each fault's line.

    The refusal has the first fault's ``line`` and ``fault`` code and its field, and every fault as
    a cause of its own.
    """
    try:
        return register.read(content, as_of)
    except register.RegisterError as error:
        causes = tuple(_refusal([fault]) for fault in error.faults)
        raise _refusal(error.faults, causes) from error


def import_register(
    *,
    content: bytes,
    source: str,
    as_of: date | None = None,
    dry_run: bool = False,
    by: User | None = None,
) -> Outcome:
    """Bring the municipalities to the state of an official file (GV100AD or table, see register).

    Creates and changes, never deletes: a municipality that the file no longer has is logged as
    missing and keeps its older area status. Coordinates stay where the file has none. In one
    transaction with a ``RegisterImport`` (named ``source``, with the file's digest) and an audit
    entry; a file that changes nothing writes nothing, and so does a dry run.

    Raises ``Refusal``: ``register_malformed``; ``register_outdated`` if the file's area status is
    before the register's; ``register_in_future`` if it has not been reached.
    """
    official = read_register(content=content, as_of=as_of)
    with transaction.atomic():
        if not dry_run:
            locks.own_municipalities([WHOLE_REGISTER])
        _check_age(official)
        outcome, writes = _compare(official)
        if dry_run or not outcome.changes_anything:
            return outcome
        Municipality.objects.bulk_create(
            writes,
            update_conflicts=True,
            unique_fields=["ags"],
            update_fields=[*FIELDS, "as_of"],
        )
        record = _record(outcome, source, hashlib.sha256(content).hexdigest())
        audit.log(
            act="register.import",
            by=by,
            subject=f"register-import:{record.pk}",
            payload={"sha256": record.sha256, "as_of": official.as_of.isoformat()},
        )
    return replace(outcome, record=record)


def _check_age(official: register.Register) -> None:
    if official.as_of > clock.now().date():
        raise Refusal("register_in_future", field="as_of", day=f"{official.as_of:%d.%m.%Y}")
    newest = Municipality.objects.filter(is_synthetic=False).aggregate(day=Max("as_of"))["day"]
    if newest and official.as_of < newest:
        raise Refusal(
            "register_outdated",
            field="as_of",
            day=f"{official.as_of:%d.%m.%Y}",
            newest=f"{newest:%d.%m.%Y}",
        )


def _compare(official: register.Register) -> tuple[Outcome, list[Municipality]]:
    stored = {each.ags: each for each in Municipality.objects.filter(is_synthetic=False)}
    entries, writes, confirmed_count = list[Entry](), list[Municipality](), 0
    for row in official.rows:
        known = stored.pop(row.ags, None)
        wanted = _wanted(row, known, official.as_of)
        changes = {} if known is None else dict(_differences(known, wanted))
        if known is None or changes:
            category = "created" if known is None else "changed"
            entries.append(Entry(category, row.ags, wanted.name, changes))
        elif known.as_of != official.as_of:
            confirmed_count += 1
        else:
            continue
        writes.append(wanted)
    unchanged_count = len(official.rows) - len(entries)
    entries += (Entry("missing", ags, gone.name, {}) for ags, gone in sorted(stored.items()))
    outcome = Outcome(
        as_of=official.as_of,
        entries=tuple(entries),
        unchanged_count=unchanged_count,
        confirmed_count=confirmed_count,
        left_out_count=official.left_out_count,
    )
    return outcome, writes


def _wanted(row: register.RegisterRow, known: Municipality | None, as_of: date) -> Municipality:
    keep = known if known is not None and not row.latitude else row
    return Municipality(
        ags=row.ags,
        name=row.name,
        kind=row.kind,
        state=row.state,
        population=row.population,
        latitude=keep.latitude,
        longitude=keep.longitude,
        search=register.search_text(row.official_name, row.ags),
        as_of=as_of,
    )


def _differences(
    known: Municipality, wanted: Municipality
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    for field in FIELDS:
        old, new = getattr(known, field), getattr(wanted, field)
        if old != new:
            yield field, (old, new)


def _record(outcome: Outcome, source: str, sha256: str) -> RegisterImport:
    return RegisterImport.objects.create(
        applied_at=clock.now(),
        source=source,
        sha256=sha256,
        as_of=outcome.as_of,
        created_count=len(outcome.of("created")),
        changed_count=len(outcome.of("changed")),
        unchanged_count=outcome.unchanged_count,
        missing_count=len(outcome.of("missing")),
        log=[entry.as_json() for entry in outcome.entries],
    )


def _refusal(faults: Sequence[register.Fault], causes: tuple[Refusal, ...] = ()) -> Refusal:
    sentences = [_sentence(fault) for fault in faults[:SHOWN_FAULTS]]
    if len(faults) > SHOWN_FAULTS:
        sentences.append(_("Und %(count)s weitere.") % {"count": len(faults) - SHOWN_FAULTS})
    return Refusal(
        "register_malformed",
        field=faults[0].field,
        causes=causes,
        detail=" ".join(sentences),
        fault=faults[0].code,
        line=faults[0].line,
    )


def _sentence(fault: register.Fault) -> str:
    sentence = _(register.SENTENCES[fault.code]) % fault.params
    if not fault.line:
        return sentence
    return _("Zeile %(line)s: %(sentence)s") % {"line": fault.line, "sentence": sentence}
