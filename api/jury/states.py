"""Words for how far something is, as the jury's addresses say them."""

from reviews.progress import READABLE, Stage

DECLARED = "declared"
# Of what a juror declares about; once declared it does not matter how far the review is.
DECLARATION_STATES = [
    (Stage.UNDECLARED.value, Stage.UNDECLARED.label),
    (DECLARED, DECLARED),
    (Stage.CONFLICTED.value, Stage.CONFLICTED.label),
]
# Of an own review that may be read.
REVIEW_STATES = [(each.value, each.label) for each in READABLE]
