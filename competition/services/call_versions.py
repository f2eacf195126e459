"""The published texts of a call, version by version.

The first version is written when the call is published, later ones only change texts: what
applicants rely on (dates, sums, places, eligibility, questions, rubric, rules) stays as it is, and
the deadline moves by an extension alone.
"""

from collections.abc import Mapping

from django.db import transaction

from competition import answers, audit, clock, locks, policies
from competition.call_setup import soundness, texts
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Application, Call, CallVersion, User

MAX_REASON_CHARS = 2_000


def write_first(call: Call) -> CallVersion:
    """Keep the texts as they are published. Needs the transaction of the act that publishes."""
    if call.published_at is None or call.published_by is None:
        raise Refusal("call_unpublished")
    return CallVersion.objects.create(
        call=call,
        number=1,
        content=texts.document(call),
        digest=texts.digest(call),
        published_at=call.published_at,
        published_by=call.published_by,
    )


def revise_texts(
    *, call: Call, changes: Mapping[str, str], reason: str, read: str, by: User
) -> CallVersion:
    """Publish changed texts of a published call as its next version, with a reason for everybody.

    ``changes``: some of ``texts.NAMES``; anything else about a published call is refused
    (``call_published`` at the field). ``read``: the digest of the texts that were typed over.
    Everybody who holds a draft or an application is told, in the same transaction. Raises
    ``call_unpublished``, ``reason_required``, ``version_conflict``, ``nothing_to_change``,
    ``call_invalid`` and the refusals of ``texts.cleaned``.
    """
    policies.require_office(by)
    for name in changes:
        if name not in texts.NAMES:
            raise Refusal("call_published", field=name)
    reason = answers.text(reason, field="reason", max_chars=MAX_REASON_CHARS)
    if not reason:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        call = locks.own_call(call.pk)
        latest = _latest(call)
        if texts.digest(call) != read:
            raise Refusal("version_conflict")
        texts.put(call, texts.cleaned(changes))
        if texts.digest(call) == latest.digest:
            raise Refusal("nothing_to_change")
        soundness.validate(call)
        call.save(update_fields=["title", "summary", "contact_email", "facts"])
        version = CallVersion.objects.create(
            call=call,
            number=latest.number + 1,
            content=texts.document(call),
            digest=texts.digest(call),
            reason=reason,
            published_at=clock.now(call),
            published_by=by,
        )
        _owe_letters(version)
        audit.log(
            act="call.texts_revised",
            by=by,
            subject=call.slug,
            payload={"number": version.number, "sha256": version.digest},
        )
        return version


def _latest(call: Call) -> CallVersion:
    """The version that stands; a round published before versions were kept gets its first."""
    return call.versions.order_by("number").last() or write_first(call)


def _owe_letters(version: CallVersion) -> None:
    """One letter to the contact of every application, whether drafted, submitted or withdrawn."""
    written_at = clock.now()
    holders = (
        Application.objects.filter(call=version.call)
        .select_related("municipality", "contact")
        .order_by("pk")
    )
    outbox.owe(
        *(
            outbox.written(
                kinds.CALL_REVISED,
                call=version.call,
                application=application,
                recipient=application.contact,
                occasion=str(version.number),
                written_at=written_at,
                context={"version": version},
            )
            for application in holders
        )
    )
