"""From what a juror typed to what is stored of a review: exact points, clean texts.

A review's content is one plain document, the same in the form, in the history and in a conflict of
two windows. What is not among the typed stays as it is stored, so that a file which knows no
private note takes none away.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from django.utils.translation import gettext as _

from competition import answers, wording
from competition.errors import Refusal
from reviews import queries
from reviews.models import Criterion, Review, Score

if TYPE_CHECKING:
    from reviews.queries import KeptReview

MAX_COMMENT_CHARS = 4_000
MAX_REASON_CHARS = 2_000
TextName = Literal["comment", "comment_for_applicant", "private_note"]
TEXTS: tuple[TextName, ...] = ("comment", "comment_for_applicant", "private_note")
REASON = "reason-"
"""A refusal's field for the reason of a criterion: ``reason-<key>``; for points: ``<key>``."""


class Entered(TypedDict, total=False):
    """What was typed. ``scores``, ``reasons``: by criterion key; points as "3.5", "3,5" or ""."""

    scores: Mapping[str, str]
    reasons: Mapping[str, str]
    comment: str
    comment_for_applicant: str
    private_note: str


class Content(TypedDict):
    """A review's content as it is stored. ``scores``: criterion key → decimal text ("3.5")."""

    scores: dict[str, str]
    reasons: dict[str, str]
    comment: str
    comment_for_applicant: str
    private_note: str


def empty() -> Content:
    """A review in which nothing has been typed yet."""
    return Content(scores={}, reasons={}, comment="", comment_for_applicant="", private_note="")


def content_of(review: "KeptReview") -> Content:
    """What is stored of a review: its rows, and beside them reasons whose points are still missing.

    A reason without points has no row of its own; it stands in the snapshot of this version.
    """
    return content_with(review, review.given, review.kept)


def content_with(
    review: Review, scores: Sequence[Score], kept: Mapping[str, Any] | None
) -> Content:
    """The same, where its scores and its snapshot's content are at hand, as of many at once."""
    reasons = {score.criterion.key: score.reason for score in scores if score.reason}
    scored = {score.criterion.key for score in scores}
    return Content(
        scores={score.criterion.key: decimal(score.criterion, score.steps) for score in scores},
        reasons=with_early(reasons, scored, kept),
        comment=review.comment,
        comment_for_applicant=review.comment_for_applicant,
        private_note=review.private_note,
    )


def with_early(
    reasons: Mapping[str, str], scored: Collection[str], kept: Mapping[str, Any] | None
) -> dict[str, str]:
    """The reasons beside points, and those of the snapshot (``kept``) whose points are missing."""
    early = kept["reasons"].items() if kept else ()
    return {**reasons, **{key: reason for key, reason in early if key not in scored}}


def merged(
    stored: Content, typed: Entered, criteria: Iterable[Criterion]
) -> tuple[Content, list[Refusal]]:
    """The stored content with what was typed, and a refusal for each field that is wrong.

    A wrong field keeps its stored value. Refusals: ``score_off_grid``, ``unknown_field``,
    ``too_long``, ``control_characters``, ``malformed``.
    """
    known = {criterion.key: criterion for criterion in criteria}
    scores, reasons = dict(stored["scores"]), dict(stored["reasons"])
    refused: list[Refusal] = []
    for key, points in typed.get("scores", {}).items():
        with _noting(refused):
            _put(scores, key, _points(known, key, points))
    for key, reason in typed.get("reasons", {}).items():
        with _noting(refused):
            _put(reasons, key, _reason(known, key, reason))
    content = Content(**{**stored, "scores": scores, "reasons": reasons})
    for name in TEXTS:
        if name in typed:
            with _noting(refused):
                content[name] = answers.text(typed[name], field=name, max_chars=MAX_COMMENT_CHARS)
    return content, refused


@contextmanager
def _noting(refused: list[Refusal]) -> Iterator[None]:
    """What one field refuses is noted and holds up no other."""
    try:
        yield
    except Refusal as refusal:
        refused.append(refusal)


def _put(values: dict[str, str], key: str, value: str) -> None:
    """What is empty has no entry: nothing typed and something deleted are the same content."""
    if value:
        values[key] = value
    else:
        values.pop(key, None)


def _points(known: Mapping[str, Criterion], key: str, typed: str) -> str:
    if key not in known:
        raise Refusal("unknown_field", field=key)
    if not isinstance(typed, str):
        raise Refusal("malformed", field=key)
    if not typed.strip():
        return ""
    return decimal(known[key], steps_of(known[key], typed))


def _reason(known: Mapping[str, Criterion], key: str, typed: str) -> str:
    if key not in known:
        raise Refusal("unknown_field", field=REASON + key)
    return answers.text(typed, field=REASON + key, max_chars=MAX_REASON_CHARS)


def decimal(criterion: Criterion, steps: int) -> str:
    """Steps as the decimal text of their points: 7 → "3.5"."""
    return queries.decimal_text(queries.points(criterion, steps))


def steps_count(criterion: Criterion) -> int:
    """How many values the grid has, both ends included."""
    span = Fraction(criterion.maximum) - Fraction(criterion.minimum)
    return int(span / Fraction(criterion.step)) + 1


def steps_of(criterion: Criterion, typed: str) -> int:
    """The integer steps of typed points. Raises ``score_off_grid``; nothing is rounded."""
    lowest, step = Fraction(criterion.minimum), Fraction(criterion.step)
    refusal = Refusal(
        "score_off_grid",
        field=criterion.key,
        minimum=wording.decimal(criterion.minimum),
        maximum=wording.decimal(criterion.maximum),
        step=wording.decimal(criterion.step),
    )
    plain = typed.strip().replace(",", ".")
    if not plain.isascii() or len(plain) > 20 or not plain.replace(".", "", 1).isdigit():
        raise refusal
    steps = (Fraction(plain) - lowest) / step
    if steps.denominator != 1 or steps < 0 or Fraction(plain) > Fraction(criterion.maximum):
        raise refusal
    return int(steps)


def missing(content: Content, criteria: Iterable[Criterion]) -> list[Refusal]:
    """What finishing still lacks, each gap at its field: points, and reasons where they are due.

    Each is a ``review_incomplete`` that names its gap (``names``).
    """
    gaps = []
    for criterion in criteria:
        if criterion.key not in content["scores"]:
            gaps.append(_gap(criterion.key, _("Punkte für „%s“") % criterion.label))
        if criterion.reason_required and criterion.key not in content["reasons"]:
            gaps.append(_gap(REASON + criterion.key, _("Begründung zu „%s“") % criterion.label))
    return gaps


def _gap(field: str, name: str) -> Refusal:
    return Refusal("review_incomplete", field=field, names=name)
