"""Project profiles: written by the municipality, published by it, taken down by the office."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from competition import answers, audit, clock, policies, receipts
from competition import locks as call_locks
from competition.errors import Refusal
from competition.letters import kinds, outbox
from competition.models import Award, User
from competition.moves import Actor
from programme import profiles
from programme.models import Profile, ProfileVersion

MAX_REASON_CHARS = 2_000


def save(*, award: Award, by: User, read: int, content: Mapping[str, Any]) -> Profile:
    """Save the draft over the revision ``read`` (0: there was none). Nothing is published.

    Saving the same again changes nothing. Raises ``not_found`` (strangers, and awards that
    are not public yet), ``award_ended``, ``version_conflict`` and the refusals of
    ``profiles.clean``.
    """
    award = _own(award, by)
    cleaned = profiles.clean(content)
    with transaction.atomic():
        award = _held(award)
        profile = Profile.objects.filter(award=award).first() or Profile(award=award)
        if profile.pk and profile.content == cleaned:
            return profile
        if profile.revision != read:
            raise Refusal("version_conflict")
        profile.content, profile.revision = cleaned, profile.revision + 1
        profile.saved_at, profile.saved_by = clock.now(award.call), by
        profile.save()
        return profile


def publish(*, award: Award, by: User, read: str) -> ProfileVersion:
    """Publish the draft with the digest ``read`` as the next version, at once and for everybody.

    Publishing what is public already gives that version again. Raises ``not_found``,
    ``award_ended``, ``version_conflict``, ``profile_incomplete``, ``stand_in_future``,
    ``profile_unchanged`` (what the office has taken down is not published again as it was).
    """
    award = _own(award, by)
    with transaction.atomic():
        award = _held(award)
        profile = Profile.objects.filter(award=award).first()
        content = profile.content if profile else profiles.EMPTY
        if receipts.digest(content) != read:
            raise Refusal("version_conflict")
        at = clock.now(award.call)
        profiles.require_complete(content, timezone.localtime(at).date())
        if profile is None:
            raise Refusal("not_found")
        latest = profile.versions.order_by("-number").first()
        if latest and latest.digest == read:
            if latest.taken_down_at:
                raise Refusal("profile_unchanged")
            return latest
        version = ProfileVersion.objects.create(
            profile=profile,
            number=latest.number + 1 if latest else 1,
            content=content,
            digest=read,
            published_at=at,
            published_by=by,
        )
        _log(version, award, "profile.published", by)
        return version


def take_down(*, award: Award, by: User, read: int, reason: str) -> ProfileVersion:
    """Take the latest version, number ``read``, off the public page; the municipality is told why
    and may publish again. Repeating it changes nothing.

    Raises ``not_allowed``, ``reason_required``, ``not_found``, ``version_conflict`` (another is
    public meanwhile), ``profile_taken_down``.
    """
    policies.require_office(by)
    reason = answers.text(reason, field="reason", max_chars=MAX_REASON_CHARS)
    if not reason:
        raise Refusal("reason_required", field="reason")
    with transaction.atomic():
        award = _locked(award)
        latest = ProfileVersion.objects.filter(profile__award=award).order_by("-number").first()
        if latest is None:
            raise Refusal("not_found")
        if latest.number != read:
            raise Refusal("version_conflict")
        if latest.taken_down_at:
            if latest.taken_down_by_id == by.pk and latest.taken_down_reason == reason:
                return latest
            raise Refusal("profile_taken_down")
        latest.taken_down_at, latest.taken_down_by = clock.now(award.call), by
        latest.taken_down_reason = reason
        latest.save(update_fields=["taken_down_at", "taken_down_by", "taken_down_reason"])
        _tell(latest, award)
        _log(latest, award, "profile.taken_down", by)
        return latest


def _own(award: Award, by: User) -> Award:
    """For somebody of the municipality whose award is announced."""
    if award.application is None:
        raise Refusal("not_found")
    policies.require_actor(by, award.application, Actor.EDITOR)
    return award


def _held(award: Award) -> Award:
    """The award, locked: public, and it stands, as far as anybody outside may know."""
    award = _locked(award)
    told, at = Award.objects.filter(pk=award.pk), clock.now()
    if not told.public(at).exists():
        raise Refusal("award_ended" if told.former(at).exists() else "not_found")
    return award


def _locked(award: Award) -> Award:
    """Call, then award: locked first, read after."""
    call_locks.share_call(award.call_id)
    held = Award.objects.select_for_update().filter(pk=award.pk).order_by()
    if not held.values_list("pk", flat=True):
        raise Refusal("not_found")
    return Award.objects.select_related("call", "municipality", "application__contact").get(
        pk=award.pk
    )


def _tell(version: ProfileVersion, award: Award) -> None:
    application = award.application
    if application is None:
        return
    outbox.owe(
        outbox.written(
            kinds.PROFILE_TAKEN_DOWN,
            call=award.call,
            application=application,
            recipient=application.contact,
            occasion=f"profile-{version.pk}",
            context={"version": version},
        )
    )


def _log(version: ProfileVersion, award: Award, act: str, by: User) -> None:
    audit.log(
        act=act,
        by=by,
        subject=award.call.slug,
        payload={
            "municipality": award.municipality.ags,
            "version": version.number,
            "sha256": version.digest,
        },
    )
