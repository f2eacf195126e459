"""Copies of one application with everything that belongs to it, so many at once.

What the services wrote for one is copied row by row: other keys, other names in every text, other
points, and digests, signatures and an audit chain that are true for the copy. Django must be set up
before this module is imported.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from bench.places import Place
from competition import drafts, receipts, signing
from competition.audit.writing import entry_digest
from competition.letters.outbox import new_message_id
from competition.models import (
    Answer,
    Application,
    ApplicationMove,
    ApplicationVersion,
    AuditEntry,
    AuditHead,
    Municipality,
    Notice,
    Participant,
    Receipt,
    User,
)
from competition.models.application import new_public_id
from reviews.models import Assignment, Declaration, Reading, Review, ReviewSnapshot, Score

BATCH = 500
# Every model whose rows belong to one application, and how they lead to it; parents come first.
BELONGS: tuple[tuple[type[Model], str], ...] = (
    (ApplicationVersion, "application"),
    (Participant, "application"),
    (Answer, "application"),
    (ApplicationMove, "application"),
    (Receipt, "version__application"),
    (Notice, "application"),
    (Assignment, "application"),
    (Declaration, "application"),
    (Reading, "application"),
    (Review, "application"),
    (Score, "review__application"),
    (ReviewSnapshot, "review__application"),
)
STEPS = 10  # the most points of a criterion, in half points
BEST = 9  # so many copies get all points, so that no tie stands at the edge of nine places
PERSPECTIVES = (["transparency"], ["participation"], ["transparency", "participation"])


@dataclass
class Copy:
    """One copy while it is made: what stands for what, in keys and in texts.

    ``sealed``: number and digest of the chain's entry that its receipt names.
    """

    number: int
    place: Place
    keys: dict[tuple[Any, Any], Any]
    texts: dict[str, str]
    sealed: tuple[int, str] = (0, "")

    def draw(self, about: object) -> random.Random:
        return random.Random(f"{self.number}/{about}")

    def told(self, value: Any) -> Any:
        """A text or a document with the names of the copy."""
        if isinstance(value, str):
            for old, new in self.texts.items():
                value = value.replace(old, new)
            return value
        return json.loads(self.told(json.dumps(value, ensure_ascii=False)))


def copy(original: Application, places: Sequence[Place]) -> list[Application]:
    """The application once more for each place, in its state."""
    rows = {model: list(_rows(model, path, original)) for model, path in BELONGS}
    entries = list(AuditEntry.objects.filter(subject__contains=original.public_id))
    made: list[Application] = []
    for first in range(0, len(places), BATCH):
        chosen = enumerate(places[first : first + BATCH], first + 1)
        made += _copied(original, [_begun(original, *each) for each in chosen], rows, entries)
    return made


def _rows(model: type[Model], path: str, original: Application) -> QuerySet[Any]:
    return model._default_manager.filter(**{path: original}).order_by("pk")


def _begun(original: Application, number: int, place: Place) -> Copy:
    own, person = original.municipality, original.contact
    texts = {
        own.name: place.town.name,
        own.ags: place.town.ags,
        original.public_id: new_public_id(),
        person.email: place.person.email,
        person.name: place.person.name,
        "Vorhaben 1": f"Vorhaben {number + 1}",
    }
    for receipt in Receipt.objects.filter(version__application=original):
        texts[receipt.number] = receipts.new_number()
    keys = {(User, person.pk): place.person.pk, (Municipality, own.pk): place.town.pk}
    return Copy(number, place, keys, texts)


def _copied(
    original: Application,
    batch: Sequence[Copy],
    rows: dict[type[Model], list[Model]],
    entries: Sequence[AuditEntry],
) -> list[Application]:
    """So many copies with all their rows."""
    made = [_row(original, each) for each in batch]
    for application in made:  # until its version is there
        application.state, application.valid_version_id = "draft", None
    _written(original, made, batch)
    for model, _path in BELONGS:
        for row in rows[model]:
            _written(row, [_row(row, each) for each in batch], batch)
        if model is ApplicationVersion:
            _chained(entries, batch)
    for application, each in zip(made, batch, strict=True):
        application.state = original.state
        application.valid_version_id = each.keys.get(
            (ApplicationVersion, original.valid_version_id)
        )
    Application.objects.bulk_update(made, ["state", "valid_version"], BATCH)
    return made


def _written(row: Model, made: Sequence[Any], batch: Sequence[Copy]) -> None:
    """Write one row of every copy, and remember what stands for the original's."""
    model = type(row)
    model._default_manager.bulk_create(made, BATCH)
    for each, new in zip(batch, made, strict=True):
        each.keys[model, row.pk] = new.pk


def _row(row: Model, each: Copy) -> Any:
    """The row as it is in the copy, not yet written."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key:
            continue
        if field.related_model:
            value = each.keys.get((field.related_model, value), value)
        elif value and field.get_internal_type() in TEXTUAL:
            value = each.told(value)
        values[field.attname] = value
    made = type(row)(**values)
    if type(row) in ADAPTED:
        ADAPTED[type(row)](made, each, row)
    return made


def _chained(entries: Sequence[AuditEntry], batch: Sequence[Copy]) -> None:
    """Append to both chains what was logged of the original."""
    for head in AuditHead.objects.filter(pk__in={entry.head_id for entry in entries}):
        made = []
        for each in batch:
            for entry in entries:
                if entry.head_id != head.pk:
                    continue
                new = _row(entry, each)
                new.sequence, new.previous_digest = head.sequence + 1, head.digest
                new.digest = entry_digest(new)
                head.sequence, head.digest = new.sequence, new.digest
                if new.act == "application.submitted":
                    each.sealed = new.sequence, new.digest
                made.append(new)
        AuditEntry.objects.bulk_create(made, BATCH)
        head.save(update_fields=["sequence", "digest"])


def _seal(version: ApplicationVersion, each: Copy, original: ApplicationVersion) -> None:
    version.content["municipality"] = drafts.place(each.place.town)
    for answer in version.content["answers"]:
        answer["value"] = _wish(answer["value"], each)
    version.digest = receipts.digest(version.content)
    each.texts[original.digest] = version.digest


def _wish(value: Any, each: Copy) -> Any:
    """Which perspectives a copy names."""
    return PERSPECTIVES[each.number % len(PERSPECTIVES)] if isinstance(value, list) else value


def _answer(answer: Answer, each: Copy, _original: Answer) -> None:
    answer.value = _wish(answer.value, each)


def _enter(participant: Participant, each: Copy, _original: Participant) -> None:
    participant.place = drafts.place(each.place.town)


def _sign(receipt: Receipt, each: Copy, _original: Receipt) -> None:
    number, digest = each.sealed
    receipt.document |= {"chain_sequence": number, "chain_digest": digest}
    receipt.signature = receipts.sign(receipt.document, signing.receipt_key())


def _address(notice: Notice, _each: Copy, _original: Notice) -> None:
    notice.message_id = new_message_id()


def _judge(score: Score, each: Copy, original: Score) -> None:
    strength = each.draw("strength").gauss(STEPS * 0.6, 1.5)
    given = each.draw(original.pk).gauss(strength, 1.5)
    score.steps = STEPS if each.number <= BEST else min(STEPS - 1, max(0, round(given)))


TEXTUAL = {"CharField", "TextField", "JSONField", "EmailField"}
ADAPTED: dict[Any, Callable[[Any, Copy, Any], None]] = {
    ApplicationVersion: _seal,
    Answer: _answer,
    Participant: _enter,
    Receipt: _sign,
    Notice: _address,
    Score: _judge,
}
