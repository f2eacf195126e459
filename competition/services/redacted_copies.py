"""Redacted copies for third parties: shown first, made as shown, kept as they were handed out."""

from collections.abc import Iterable

from django.db import transaction

from competition import answers, audit, clock, locks, policies, storage
from competition.documents import typesetting
from competition.errors import Refusal
from competition.models import (
    Application,
    ApplicationVersion,
    Membership,
    RedactedCopy,
    User,
)
from competition.redactions import blackening, copy
from competition.redactions.copy import Copy, Wish

MAX_PASSAGES = 200
MAX_PASSAGE_CHARS = 2_000
# Of all of them, as they are typed.
MAX_PASSAGES_CHARS = 20_000
MIN_PASSAGE_CHARS = 3
MAX_GROUND_CHARS = 300


def plan(*, application: Application, wish: Wish, by: User) -> Copy:
    """The copy as it would be made, to be read first. Writes nothing.

    Of the valid version, or the last sealed one where none is valid. Raises ``not_allowed``,
    ``call_not_closed``, ``nothing_sealed``, ``application_erased``,
    ``unknown_question``, ``too_many_rows``, ``passage_too_short``, ``passage_not_found``,
    ``reason_required`` (no ground), ``ground_tells``, ``too_long``, ``control_characters``.
    """
    policies.require_office(by)
    call = application.call
    at = clock.now(call)
    policies.may_open_content(call, at).enforce()
    version = version_of(application)
    wish = _usable(wish, {answer["key"] for answer in version.content["answers"]})
    found = copy.of(
        version=version,
        questions=list(call.questions.all()),
        names=_names(version),
        wish=wish,
        at=at,
    )
    if found.missing:
        raise Refusal("passage_not_found", field="passages", passages="; ".join(found.missing))
    return found


def make(*, application: Application, wish: Wish, digest: str, by: User) -> RedactedCopy:
    """Make the copy that was read: the plan with this digest.

    The PDF is kept in the store under its own digest, which the row names; the log says who made it
    and names the digest, no passage. Raises ``copy_changed``, ``document_too_long``, ``busy``,
    ``storage_full``, and what ``plan`` raises.
    """
    policies.require_office(by)
    found = _as_read(application, wish, digest, by)
    kept = _kept(typesetting.application_pdf(found.paper))  # before any lock: it takes its time
    with transaction.atomic():
        locks.share_call(application.call_id)
        application = locks.own_application(application.pk)
        _as_read(application, wish, digest, by)
        made = RedactedCopy.objects.create(
            application=application,
            version=found.version,
            withheld=list(found.wish.withheld),
            passages=list(found.wish.passages),
            ground=found.wish.ground,
            digest=kept,
            made_at=found.paper.made_at,
            made_by=by,
        )
        audit.log(
            act="redacted_copy.made",
            by=by,
            subject=application.public_id,
            payload={
                "sha256": made.digest,
                "version": found.version.number,
                "withheld": made.withheld,
                "passages": len(made.passages),
            },
        )
        return made


def _as_read(application: Application, wish: Wish, digest: str, by: User) -> Copy:
    """The plan, as long as it says what was read. Raises ``copy_changed``."""
    found = plan(application=application, wish=wish, by=by)
    if found.digest != digest:
        raise Refusal("copy_changed")
    return found


def version_of(application: Application) -> ApplicationVersion:
    """The version of which a copy is made. Raises ``nothing_sealed``, ``application_erased``."""
    version = (
        application.versions.select_related("application__call", "submitted_by", "released_by")
        .order_by("number")
        .last()
    )
    if application.erased_at:
        raise Refusal("application_erased")
    if version is None:
        raise Refusal("nothing_sealed")
    return version


def _usable(wish: Wish, keys: set[str]) -> Wish:
    """The wish with its texts cleaned."""
    if not keys.issuperset(wish.withheld):
        raise Refusal("unknown_question", field="withheld")
    passages = tuple(dict.fromkeys(_passages(wish.passages)))
    if len(passages) > MAX_PASSAGES:
        raise Refusal("too_many_rows", field="passages", limit=MAX_PASSAGES)
    ground = " ".join(answers.text(wish.ground, field="ground", max_chars=MAX_GROUND_CHARS).split())
    if not ground and (wish.withheld or passages):
        raise Refusal("reason_required", field="ground")
    if blackening.tells(ground, passages):
        raise Refusal("ground_tells", field="ground")
    return Wish(tuple(sorted(set(wish.withheld))), passages, ground)


def _passages(typed: Iterable[str]) -> Iterable[str]:
    for each in typed:
        text = answers.text(each, field="passages", max_chars=MAX_PASSAGE_CHARS)
        if not text:
            continue
        if len(text) < MIN_PASSAGE_CHARS:
            raise Refusal("passage_too_short", field="passages", minimum=MIN_PASSAGE_CHARS)
        yield text


def _names(version: ApplicationVersion) -> list[str]:
    """Everybody who had to do with the application on the municipalities' side."""
    application = version.application
    places = [each.municipality_id for each in application.participants.all()]
    acting = User.objects.filter(
        pk__in=Membership.objects.filter(municipality__in=places).values("user")
    )
    own = User.objects.filter(
        pk__in=[
            *(application.contact_id, application.started_by_id),
            *application.versions.values_list("submitted_by", flat=True),
            *application.versions.values_list("released_by", flat=True),
            *application.moves.values_list("made_by", flat=True),
        ]
    )
    return sorted({*acting.values_list("name", flat=True), *own.values_list("name", flat=True)})


def _kept(pdf: bytes) -> str:
    """The digest under which the store holds the copy from now on."""
    with storage.receiving() as incoming:
        incoming.write(pdf)
        incoming.finish()
        storage.keep(incoming)
        return incoming.sha256
