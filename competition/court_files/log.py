"""What the chains hold of the application, with what proves that nothing was changed."""

from collections.abc import Iterator

from django.db.models import Q

from competition import audit, receipts
from competition.court_files.shapes import Leaf, Part, Subject, moment, readable
from competition.documents.shapes import Fact
from competition.models import Application, AuditEntry, AuditHead

PROOF = (
    "Die Prüfsumme eines Eintrags ist SHA-256 über die Prüfsumme davor (als Text) und die "
    "kanonische Form (RFC 8785) von sequence, at, actor, act, subject und payload. Sie lässt sich "
    "aus der Datei nachrechnen. Das Ende der Kette der Eingänge steht auf den "
    "Eingangsbestätigungen, das des internen Protokolls auf der Niederschrift der Jury."
)


def parts(subject: Subject) -> Iterator[Part]:
    """The entries about this application, and the state of both chains."""
    application = subject.application
    heads = AuditHead.objects.filter(Q(call=application.call) | Q(call=None))
    leaves = tuple(_chain(application, head) for head in heads.order_by("call"))
    yield Part(90, "Protokoll mit Nachweis", leaves, "" if leaves else "Keine Einträge.")


def _chain(application: Application, head: AuditHead) -> Leaf:
    rows = AuditEntry.objects.filter(head=head, subject=application.public_id)
    entries = list(rows.select_related("actor").order_by("sequence"))
    broken_at = audit.first_break(head)
    title = "Kette der Eingänge" if head.call_id else "Internes Protokoll"
    name = "kette-der-eingaenge.json" if head.call_id else "internes-protokoll.json"
    whole = "unversehrt" if broken_at is None else f"gebrochen ab Eintrag {broken_at}"
    return Leaf(
        title,
        (
            Fact("Einträge zu dieser Bewerbung", str(len(entries))),
            Fact("Einträge der Kette", str(head.sequence)),
            Fact("Ende der Kette (SHA-256)", head.digest, is_code=True),
            Fact("Ergebnis der Prüfung", whole),
        ),
        "\n".join(
            [*(f"{each.sequence}: {moment(each.at)}, {each.act}" for each in entries), PROOF]
        ),
        (readable(name, "Einträge", [_entry(each) for each in entries]),),
    )


def _entry(each: AuditEntry) -> dict[str, object]:
    return {
        "sequence": each.sequence,
        "at": receipts.timestamp(each.at),
        "actor": each.actor_id,
        "actor_name": each.actor.name if each.actor else None,
        "act": each.act,
        "subject": each.subject,
        "payload": each.payload,
        "previous_digest": each.previous_digest,
        "digest": each.digest,
    }
