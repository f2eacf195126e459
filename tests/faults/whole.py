"""The judges: is the database what clients were told, and is nothing there that must not be?

Each asserts one promise of docs/security.md; ``assert_round_whole`` asserts all that need no
knowledge of the fault. They read the rows themselves, no view and no service.
"""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F, Sum

from competition import audit, clock, receipts
from competition.models import (
    Application,
    ApplicationVersion,
    Award,
    Call,
    Notice,
    Publication,
    Receipt,
)
from competition.models.announcement import PublicationKind
from competition.models.award import AwardState
from competition.models.notice import NoticeState
from tests.faults.journal import BUSY, LOST, Exchange, Journal

ANSWER_SECONDS = 5.0
SLACK_SECONDS = 25.0
"""What a loaded machine may add: tests bound hanging, they measure no speed."""
SENTENCE = "Bitte versuchen Sie es"


def assert_round_whole(journal: Journal | None = None) -> None:
    """What must hold after any fault, once everything is up again."""
    if journal is not None:
        assert_acknowledged_is_stored(journal)
    assert_sealed_once()
    assert_awards_fit()
    assert_chains_whole()
    assert_nothing_early()


def assert_acknowledged_is_stored(journal: Journal) -> None:
    """What anybody was told to be in, is: with that number, digest and instant, unchanged."""
    told = journal.acknowledged
    known = {each.version.application.public_id: each for each in _receipts()}
    by_number = {each.number: each for each in _receipts()}
    missing = {each.application for each in told} - known.keys()
    assert not missing, f"acknowledged, and not stored: {sorted(missing)}"
    for each in told:
        versions = Receipt.objects.filter(version__application__public_id=each.application)
        if each.digest:
            assert versions.filter(version__digest=each.digest).exists(), each
        if each.number:
            stored = by_number[each.number]
            assert stored.version.application.public_id == each.application
            assert stored.version.digest == each.digest
            assert stored.version.received_at == each.received_at
            assert stored.document["sha256"] == each.digest


def assert_sealed_once() -> None:
    """Of each text that was submitted one version, with one receipt, one letter of it each."""
    twice = (
        ApplicationVersion.objects.values("application", "digest", "occasion")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .order_by("application")
    )
    assert list(twice) == []
    assert ApplicationVersion.objects.filter(receipt__isnull=True).count() == 0
    for each in _receipts():
        version = each.version
        content = version.content
        assert receipts.digest(content) == version.digest == each.document["sha256"]
        assert each.document["received_at"] == receipts.timestamp(version.received_at)
    submitted = Application.objects.filter(state="submitted")
    assert submitted.filter(valid_version__isnull=True).count() == 0
    letters = Counter(
        Notice.objects.filter(kind="receipt").values_list("application", "address", "occasion")
    )
    assert [each for each, times in letters.items() if times > 1] == []


def assert_awards_fit() -> None:
    """Never more awards than places, never more money than there is."""
    granted = Call.objects.filter(awards__state=AwardState.GRANTED, is_archive=False)
    sums = granted.annotate(number=Count("awards"), cents=Sum("awards__amount_cents"))
    assert list(sums.filter(number__gt=F("places_count"))) == []
    assert list(sums.filter(cents__gt=F("budget_cents"))) == []


def assert_chains_whole() -> None:
    """Every chain fits itself, and all that bears witness to it."""
    assert [state for state in audit.verify() if not state.is_whole] == []


def assert_nothing_early() -> None:
    """No result is visible, no letter of it has left, before the announcement's instant."""
    at = clock.now()
    for call in Call.objects.filter(is_archive=False):
        announcement = getattr(call, "announcement", None)
        is_public = (
            announcement is not None
            and announcement.confirmed_at is not None
            and announcement.public_at <= at + call.clock_shift
        )
        if is_public:
            continue
        shown = (PublicationKind.RUBRIC, PublicationKind.RULES)
        assert not Award.objects.public(at).filter(call=call).exists(), call
        early = Publication.objects.public(at).filter(call=call).exclude(kind__in=shown)
        assert not early.exists(), call
        results = Notice.objects.filter(application__call=call, occasion="announcement")
        assert not results.filter(state=NoticeState.SENT).exists(), call
        assert not results.visible(at).exists(), call


def assert_faults_answered(exchanges: Iterable[Exchange], *, slack: float = SLACK_SECONDS) -> None:
    """Whoever is answered with a fault gets 503, when to try again and a sentence, in time.

    A lost answer is none; whether one may be lost at all, the test knows. ``slack`` in seconds.
    """
    for each in exchanges:
        if each.status == LOST:
            continue
        assert each.status < 500 or each.status == BUSY, f"{each}\n{each.body[:500]!r}"
        if each.status == BUSY:
            assert each.seconds < ANSWER_SECONDS + slack, str(each)
            assert int(each.headers["Retry-After"]) > 0, str(each)
            assert SENTENCE in each.body.decode(), f"{each}\n{each.body[:500]!r}"


def _receipts() -> list[Receipt]:
    return list(Receipt.objects.select_related("version__application").order_by("pk"))
