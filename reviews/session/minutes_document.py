"""The minutes as a document: what one reader may know of a session, in German, as data for a PDF.

A draft until the session is closed; from then on the same whenever it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from competition import wording
from competition.documents import typesetting
from competition.documents.papers import banner
from competition.documents.shapes import Fact, Group, Minutes, Topic, in_german
from reviews.models import Attendance, Session, SessionItem
from reviews.models.session import EntryKind
from reviews.session import minutes
from reviews.session.minutes import Line
from reviews.session.room import Room

GROUPS = {
    EntryKind.OUT: "Befangen und nicht im Raum",
    EntryKind.ITEM_OPENED: "Punkte beim Aufruf",
    EntryKind.REVISED: "Geänderte Punkte",
    EntryKind.NOTED: "Vermerke",
    EntryKind.VOTED: "Abstimmungen",
}
SIGNING = ("Vorsitz der Jury", "Geschäftsstelle")


def pdf(room: Room) -> bytes:
    """The minutes as an accessible PDF, as the room's viewer may read them.

    Raises ``document_too_long`` and ``busy``.
    """
    return typesetting.minutes_pdf(document(room))


@in_german
def document(room: Room) -> Minutes:
    """The minutes as data. Whoever may not know of some applications gets no proof either: the
    digest covers what was said of them.
    """
    session = room.session
    told = list(minutes.lines(room.entries, room.items, room.hidden_items))
    by_item: dict[int, list[Line]] = defaultdict(list)
    for line in told:
        by_item[line.item.pk if line.item else 0].append(line)
    is_whole = not room.hidden_items
    return Minutes(
        title=f"Niederschrift der Jurysitzung vom {wording.day(session.opened_at)}",
        call=session.call.title,
        municipality="Jurysitzung",
        mark="" if session.closed_at else "ENTWURF – die Sitzung ist nicht geschlossen",
        banner=banner(session.call),
        lead=_lead(is_whole=is_whole),
        facts=_facts(session, by_item[0]),
        made_at=session.closed_at or told[-1].at,
        attendance=_attendance(room),
        remarks=tuple(_remark(line) for line in by_item[0] if line.code == EntryKind.NOTED),
        sections=tuple(_topic(room, item, by_item[item.pk]) for item in room.items),
        close=_close(session, by_item[0], is_whole=is_whole),
        proof=_proof(room) if is_whole and session.closed_at else (),
        signing=SIGNING if is_whole and session.closed_at else (),
    )


def _lead(*, is_whole: bool) -> str:
    if is_whole:
        return "Beratung und Abstimmungen der Jury, wie sie in der Sitzung eingetragen wurden."
    return (
        "Auszug: Was zu Bewerbungen gesagt wurde, bei denen das lesende Mitglied befangen ist oder "
        "sich nicht erklärt hat, ist weggelassen. Vollständig führt sie die Geschäftsstelle."
    )


def _facts(session: Session, lines: Iterable[Line]) -> tuple[Fact, ...]:
    opening = next(line.text for line in lines if line.code == EntryKind.OPENED)
    closed = wording.moment(session.closed_at, seconds=True) if session.closed_at else "läuft noch"
    return (
        Fact("Wettbewerb", session.call.title),
        Fact("Beginn", wording.moment(session.opened_at, seconds=True)),
        Fact("Ende", closed),
        Fact("Eröffnet von", session.opened_by.name),
        Fact("Festlegungen", opening),
    )


def _attendance(room: Room) -> tuple[tuple[str, str], ...]:
    times: dict[int, list[str]] = defaultdict(list)
    for each in Attendance.objects.filter(session=room.session).order_by("came_at", "pk"):
        times[each.jury_member_id].append(f"{_time(each.came_at)} bis {_until(each)}")
    return tuple(
        (
            f"{seat.member.user.name} (Vorsitz)" if seat.member.is_chair else seat.member.user.name,
            "; ".join(times[seat.member.pk]) or "nicht anwesend",
        )
        for seat in room.seats
    )


def _until(attendance: Attendance) -> str:
    return _time(attendance.left_at) if attendance.left_at else "zum Schluss"


def _time(instant: datetime) -> str:
    return wording.moment(instant)


def _remark(line: Line) -> str:
    return f"{wording.moment(line.at)}: {line.text}"


def _topic(room: Room, item: SessionItem, lines: list[Line]) -> Topic:
    version = item.application.valid_version
    hidden = room.hidden(item)
    name = item.application.municipality.name
    return Topic(
        title=f"{item.position}. {version.title if version else ''} – {name}",
        facts=() if not lines else _course(item, lines, is_hidden=bool(hidden)),
        groups=tuple(_groups(lines, is_hidden=bool(hidden))),
        remark=_missing(hidden, lines),
    )


def _missing(hidden: str, lines: list[Line]) -> str:
    if hidden == "conflicted":
        return "Weggelassen, weil das lesende Mitglied befangen ist."
    if hidden:
        return "Weggelassen, weil das lesende Mitglied sich nicht erklärt hat."
    return "" if lines else "Nicht aufgerufen."


def _course(item: SessionItem, lines: list[Line], *, is_hidden: bool) -> tuple[Fact, ...]:
    """When it was called and closed, and what came of it."""
    called = [_time(line.at) for line in lines if line.code == EntryKind.ITEM_OPENED]
    ended = [_time(line.at) for line in lines if line.code == EntryKind.ITEM_CLOSED]
    facts = (
        Fact("Aufgerufen", "; ".join(called)),
        Fact("Beratung beendet", "; ".join(ended) or "läuft noch"),
    )
    return facts if is_hidden else (*facts, Fact("Ergebnis", _result(item)))


def _result(item: SessionItem) -> str:
    """The latest vote; where there was none, the latest note."""
    if item.yes_count is None or item.no_count is None:
        return item.note or "keine Abstimmung"
    outcome = minutes.result(yes=item.yes_count, no=item.no_count)
    return f"Antrag „{item.motion}“: {outcome}"


def _groups(lines: list[Line], *, is_hidden: bool) -> Iterable[Group]:
    for kind, title in GROUPS.items():
        said = tuple(
            words for line in lines if line.code == kind and line.text for words in _said(line)
        )
        if said and not (is_hidden and kind != EntryKind.OUT):
            yield Group(title, said)


def _said(line: Line) -> Sequence[str]:
    """Whose line, what it says, and who entered it for them; of the points a line per criterion."""
    if line.code == EntryKind.ITEM_OPENED:
        return line.text.split("\n")
    if line.code == EntryKind.OUT:
        return [f"{line.name}: {line.text}"]
    if line.code != EntryKind.REVISED:
        return [line.text]
    by = f"\nEingetragen von {line.by} für {line.name}." if line.by else ""
    return [f"{line.name}, {line.text}{by}"]


def _close(session: Session, lines: Iterable[Line], *, is_whole: bool) -> str:
    if session.closed_at is None or session.closed_by is None:
        return "Die Sitzung ist noch nicht geschlossen."
    last = next(line.text for line in lines if line.code == EntryKind.CLOSED)
    words = f"Geschlossen von {session.closed_by.name}."
    if is_whole:
        return f"{words} {last}"
    return (
        f"{words} Wie viele Punktwerte geändert wurden, steht in der vollständigen Niederschrift."
    )


def _proof(room: Room) -> tuple[Fact, ...]:
    return (
        Fact("Einträge", str(len(room.entries))),
        Fact("Prüfsumme aller Einträge (SHA-256)", room.session.minutes_digest, is_code=True),
        Fact("Stand des internen Protokolls", room.session.log_head, is_code=True),
    )
