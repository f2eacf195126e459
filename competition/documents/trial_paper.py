"""A trial application on paper: what applicants would print, marked on every page as none of it."""

from collections.abc import Sequence
from datetime import datetime

from competition import reading, wording
from competition.documents import papers
from competition.documents.shapes import Fact, Paper, in_german
from competition.models import Call, Question
from competition.trials import Trial

MARK = "PROBE – keine Bewerbung"
WHO = "Probe der Geschäftsstelle"


@in_german
def trial(
    *, call: Call, questions: Sequence[Question], found: Trial, saved_at: datetime, by: str
) -> Paper:
    """The draft as its municipality would hand it round in the house. ``by``: who filled it in."""
    return Paper(
        title="Probe eines Entwurfs",
        call=call.title,
        municipality=WHO,
        mark=MARK,
        banner=papers.banner(call),
        lead=(
            "Das ist eine PROBE der Geschäftsstelle mit erfundenen Angaben. So sähe der Entwurf "
            "einer Kommune aus. Er gehört zu keiner Bewerbung, zählt nirgends und lässt sich nicht "
            "einreichen."
        ),
        facts=(
            Fact("Wettbewerb", call.title),
            Fact("Ausgefüllt von", by),
            Fact("Bewerbungsschluss", wording.moment(call.deadline_at)),
            Fact("Zuletzt gespeichert", wording.moment(saved_at, seconds=True)),
        ),
        made_at=saved_at,
        open_points=(
            *(f"{gap.label}: {gap.words}" if gap.words else gap.label for gap in found.gaps),
            *(
                f"{each.label}: Die Probe nimmt keine Anlagen an."
                for each in found.files
                if each.is_required and each.deadline_at is None
            ),
        ),
        sections=papers.sections(reading.shown(found.document, questions)),
        notes=papers.SIGNING,
    )
