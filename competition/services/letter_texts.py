"""A call's own wording of its letters: saved over what was read, until those letters are owed."""

from collections.abc import Iterator

from django.db import transaction

from competition import audit, clock, locks, policies, receipts
from competition.answers import written
from competition.errors import Refusal
from competition.letters import placeholders, wordings
from competition.letters.vocabulary import RESULT_KINDS, VOCABULARY, needed
from competition.models import Announcement, Call, LetterText, User

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000


def save(*, call: Call, kind: str, subject: str, body: str, over: str, by: User) -> LetterText:
    """Word one kind of letter of this call from now on; letters that are owed stay as they are.

    ``over``: the digest (``digest``) of the wording that it was typed over, so that of two
    colleagues neither loses a line. Raises ``letter_kind_unknown``, ``letter_text_fixed``,
    ``version_conflict``, and with a cause for each fault ``letter_text_invalid``: ``required``,
    ``too_long``, ``control_characters``, ``letter_placeholder_unknown``, ``letter_brace`` and
    ``letter_placeholder_missing`` (what the law asks for).
    """
    policies.require_office(by)
    _require_kind(kind)
    subject, body = judged(kind, subject, body)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        stored = _latest(call, kind, over)
        text = stored or LetterText(call=call, kind=kind, version=0)
        text.subject, text.body = subject, body
        text.version += 1
        text.saved_at, text.saved_by = clock.now(), by
        text.save()
        _void_preparation(call, kind, by)
        _log("letter_text.saved", text, by)
        return text


def discard(*, call: Call, kind: str, over: str, by: User) -> None:
    """Go back to the house's wording. Raises what ``save`` raises; without one nothing happens."""
    policies.require_office(by)
    _require_kind(kind)
    with transaction.atomic():
        call = locks.own_call(call.pk)
        stored = _latest(call, kind, over)
        if stored is None:
            return
        stored.delete()
        _void_preparation(call, kind, by)
        _log("letter_text.discarded", stored, by)


def _void_preparation(call: Call, kind: str, by: User) -> None:
    """Whoever but the preparer words a result letter must not confirm it alone: the announcement
    is prepared anew, so that one person has brought the words in and another confirms them."""
    if kind in RESULT_KINDS:
        prepared = Announcement.objects.filter(call=call, confirmed_at=None)
        prepared.exclude(prepared_by=by).update(awards_digest="")


def digest(text: LetterText | None) -> str:
    """Names one wording by what it says; empty for the house's."""
    return receipts.digest({"subject": text.subject, "body": text.body}) if text else ""


def results_digest(call: Call) -> str:
    """Names the wordings of all letters of the result: what the preview of a round rests on."""
    texts = {kind: digest(wordings.of(call, kind)) for kind in RESULT_KINDS}
    return receipts.digest({"texts": texts})


def is_fixed(call: Call, kind: str) -> bool:
    """Whether the letters of this kind are owed: those of the result, all at one confirmation.

    Receipts, reminders and requests are owed one by one; a slip in them may be mended for the
    letters to come.
    """
    return (
        kind in RESULT_KINDS
        and Announcement.objects.filter(call=call, confirmed_at__isnull=False).exists()
    )


def judged(kind: str, subject: str, body: str) -> tuple[str, str]:
    """Both texts as they are kept. Raises ``letter_text_invalid`` with every cause."""
    causes: list[Refusal] = []
    kept = {}
    for field, typed, most in (
        ("subject", subject, LONGEST_SUBJECT),
        ("body", body, LONGEST_BODY),
    ):
        try:
            kept[field] = _clean(typed, field, most)
            causes += _faults(kind, field, kept[field])
        except Refusal as refusal:
            causes.append(refusal)
    if causes:
        raise Refusal("letter_text_invalid", field=causes[0].field, causes=tuple(causes))
    return kept["subject"], kept["body"]


def _clean(typed: str, field: str, most: int) -> str:
    kept = written.text(typed, field=field, max_chars=most)
    if not kept:
        raise Refusal("required", field=field)
    return " ".join(kept.split()) if field == "subject" else kept


def _faults(kind: str, field: str, text: str) -> Iterator[Refusal]:
    known = VOCABULARY[kind]
    asked = needed(kind) if field == "body" else ()
    for fault in placeholders.faults(text, known=known, needed=asked):
        if fault.what == "missing":
            why = known[fault.name].needed
            yield Refusal("letter_placeholder_missing", field=field, name=fault.name, why=why)
        elif fault.what == "unknown":
            name, line = fault.name, fault.line
            yield Refusal("letter_placeholder_unknown", field=field, name=name, line=line)
        else:
            yield Refusal("letter_brace", field=field, line=fault.line)


def _require_kind(kind: str) -> None:
    if kind not in VOCABULARY:
        raise Refusal("letter_kind_unknown")


def _latest(call: Call, kind: str, over: str) -> LetterText | None:
    """What stands, where it is what was read. Needs the call's lock."""
    if is_fixed(call, kind):
        raise Refusal("letter_text_fixed")
    stored = LetterText.objects.filter(call=call, kind=kind).first()
    if digest(stored) != over:
        raise Refusal("version_conflict")
    return stored


def _log(act: str, text: LetterText, by: User) -> None:
    payload = {"kind": text.kind, "version": text.version, "sha256": digest(text)}
    audit.log(act=act, by=by, subject=text.call.slug, payload=payload)
