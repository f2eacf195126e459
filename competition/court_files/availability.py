"""Whether the site was there while one could apply: the faults and gaps of the record, and no more.

Minutes in which all was well are counted only; the record itself keeps them.
"""

from collections.abc import Iterator

from competition import receipts, wording
from competition.availability import minutes, words
from competition.availability.timeline import Outage, Record
from competition.court_files.shapes import Leaf, Part, Subject, given, moment, readable
from competition.documents.shapes import Fact

NO_RECORD = "Aus der Zeit, in der man sich bewerben konnte, gibt es keine Aufzeichnung."
# Of a record in pieces the index names the first; the file beside it has all.
MOST_LINES = 200


def parts(subject: Subject) -> Iterator[Part]:
    """The record from the opening of the call to its deadline, in real time."""
    call, shift = subject.application.call, subject.application.call.clock_shift
    record = minutes.record(
        since=call.opens_at - shift, until=call.deadline_at - shift, at=subject.at - shift
    )
    leaves = (_leaf(record),) if record.minutes_count else ()
    yield Part(45, "Verfügbarkeit der Website", leaves, "" if leaves else NO_RECORD)


def _leaf(record: Record) -> Leaf:
    lines = [_line(each) for each in record.outages]
    if len(lines) > MOST_LINES:
        left_out = wording.grouped(len(lines) - MOST_LINES)
        lines = [*lines[:MOST_LINES], f"Weitere {left_out} stehen nur in der Datei."]
    return Leaf(
        "Störungen und Lücken",
        (
            Fact("Aufgezeichnet ab", moment(record.begins_at)),
            Fact("Bis vor", moment(record.until)),
            Fact(
                "Ergebnis",
                " ".join([words.summary(record), *words.details(record)]),
            ),
            *given("Minuten davor, über die nichts bekannt ist", _untold(record)),
        ),
        "\n".join(lines) or "Keine.",
        (readable("stoerungen.json", "Störungen und Lücken", list(map(_row, record.outages))),),
    )


def _untold(record: Record) -> str:
    return wording.grouped(record.untold_count) if record.untold_count else ""


def _line(each: Outage) -> str:
    told = "; ".join([str(words.KINDS[each.kind]), *words.known(each)])
    return f"{moment(each.begins_at)} bis {moment(each.ends_at)}: {told}"


def _row(each: Outage) -> dict[str, object]:
    return {
        "kind": each.kind.value,
        "begins_at": receipts.timestamp(each.begins_at),
        "ends_at": receipts.timestamp(each.ends_at),
        "minutes": each.minutes_count,
        "refused_requests": each.busy_count,
        "requests_put_off": each.put_off_count,
        "faults": list(each.faults),
    }
