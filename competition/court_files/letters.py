"""Every letter about the application: word for word, when it was due and sent, who opened it."""

from collections.abc import Iterator

from competition.court_files.shapes import Enclosure, Leaf, Part, Subject, given, moment
from competition.documents.shapes import Fact
from competition.letters.kinds import REGISTRY
from competition.models import Notice


def parts(subject: Subject) -> Iterator[Part]:
    """Letters with the record of their dispatch and of their retrieval (§ 41 VwVfG)."""
    rows = (
        Notice.objects.filter(application=subject.application)
        .select_related("recipient", "repeats", "repeated_by")
        .prefetch_related("retrievals__user")
        .order_by("owed_at", "pk")
    )
    leaves = tuple(_letter(number, each) for number, each in enumerate(rows, start=1))
    yield Part(70, "Schreiben", leaves, "" if leaves else "Keine.")


def _letter(number: int, each: Notice) -> Leaf:
    body = each.body.replace(each.secret, "[…]") if each.secret else each.body
    to = f"{each.recipient.name}, {each.address}" if each.recipient else each.address
    text = f"An: {to}\nBetreff: {each.subject}\n\n{body}\n"
    name = f"schreiben-{number:03}.txt"
    return Leaf(
        f"{_kind(each.kind)}: {each.subject}",
        (Fact("An", to), *_dispatch(each), *_retrievals(each)),
        enclosures=(Enclosure(name, "Wortlaut", text.encode()),),
    )


def _kind(kind: str) -> str:
    letter = REGISTRY.get(kind)
    return str(letter.name) if letter else kind


def _dispatch(each: Notice) -> tuple[Fact, ...]:
    first = each.repeats
    return (
        Fact("Geschuldet", moment(each.owed_at)),
        Fact("Fällig", moment(each.due_at)),
        Fact("Stand", each.get_state_display()),
        Fact("Versuche", str(each.tries_count)),
        *given("Versandt", moment(each.sent_at) if each.sent_at else ""),
        *given("Gescheitert", moment(each.failed_at) if each.failed_at else ""),
        *given("Letzter Fehler", each.last_error),
        *given("Wiederholt das Schreiben vom", moment(first.owed_at) if first else ""),
        *given("Wiederholt durch", each.repeated_by.name if each.repeated_by else ""),
        Fact("Message-ID", each.message_id, is_code=True),
    )


def _retrievals(each: Notice) -> tuple[Fact, ...]:
    return tuple(
        Fact("Im Portal geöffnet", f"{row.user.name}, {moment(row.retrieved_at)}")
        for row in each.retrievals.all()
    )
