"""What the minutes of the jury's session say of one application, and which points changed."""

from collections.abc import Iterator

from competition import wording
from competition.court_files.shapes import Leaf, Part, Subject, act, given, moment
from competition.documents.shapes import Fact
from reviews import queries
from reviews.models import MinutesEntry, Revision, SessionItem
from reviews.session import minutes


def parts(subject: Subject) -> Iterator[Part]:
    """The lines about this application alone; the digest covers the whole minutes."""
    rows = SessionItem.objects.filter(application=subject.application).select_related(
        "session__opened_by", "session__closed_by"
    )
    leaves = tuple(leaf for item in rows.order_by("session", "pk") for leaf in _item(item))
    yield Part(53, "Jurysitzung (Auszug)", leaves, "" if leaves else "Keine.")


def _item(item: SessionItem) -> Iterator[Leaf]:
    session = item.session
    entries = item.entries.select_related("jury_member__user", "by").order_by("sequence")
    yield Leaf(
        f"Sitzung vom {wording.day(session.opened_at)}, Punkt {item.position}",
        (
            *act("Eröffnet", session.opened_by, session.opened_at),
            *act("Geschlossen", session.closed_by, session.closed_at),
            *given("Aufgerufen", moment(item.opened_at) if item.opened_at else ""),
            *given("Beratung beendet", moment(item.closed_at) if item.closed_at else ""),
            *_vote(item),
            *given("Ergebnis der Beratung", item.note),
            *given("Prüfsumme der Niederschrift (SHA-256)", session.minutes_digest, is_code=True),
            *given("Stand des internen Protokolls", session.log_head, is_code=True),
        ),
        "\n\n".join(map(_line, entries)) or "Nicht aufgerufen.",
    )
    changed = item.revisions.select_related(
        "score__criterion", "score__review__jury_member__user", "made_by"
    )
    yield from map(_revision, changed.order_by("made_at", "pk"))


def _vote(item: SessionItem) -> Iterator[Fact]:
    if item.yes_count is None or item.no_count is None:
        return
    result = minutes.result(yes=item.yes_count, no=item.no_count)
    counted = f"Ja {item.yes_count}, Nein {item.no_count}, Enthaltungen {item.abstained_count}"
    yield Fact("Antrag", item.motion)
    yield Fact("Abstimmung", f"{counted}: {result}")


def _line(entry: MinutesEntry) -> str:
    """One line of the minutes: when, what kind, whose, and the words as they were entered."""
    member = f", {entry.jury_member}" if entry.jury_member else ""
    told = f"\n{entry.text}" if entry.text else ""
    return f"{moment(entry.at)}: {entry.get_kind_display()}{member} (eingetragen: {entry.by}){told}"


def _revision(each: Revision) -> Leaf:
    criterion = each.score.criterion
    before, after = (
        wording.decimal(queries.decimal_text(queries.points(criterion, steps)))
        for steps in (each.steps_before, each.steps_after)
    )
    return Leaf(
        f"Geänderte Punkte: {each.score.review.jury_member}",
        (
            Fact(criterion.label, f"{after} statt {before} Punkte"),
            Fact("Begründung", each.reason),
            *act("Geändert", each.made_by, each.made_at),
        ),
    )
