"""What a juror takes along: every application that may be read, each with its sheet for points.

In German whatever the page's language is, as what the applicants wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from competition import drafts, reading, wording
from competition.documents import papers
from competition.documents.shapes import Document, Fact, File, Section, in_german
from competition.models import Application, Question
from competition.models.application import ParticipantRole
from reviews.models import Criterion, JuryMember, Rubric


@dataclass(frozen=True, slots=True)
class Sheet:
    """One criterion with a place for points: ``grid`` says which there are, ``reason`` if one must
    be given."""

    label: str
    description: str
    grid: str
    reason: str
    levels: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One application as sealed."""

    title: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPaper(Document):
    """The document; its ``municipality`` names whose copy it is."""

    criteria: tuple[Sheet, ...]
    applications: tuple[Read, ...]


@in_german
def reading_paper(
    *,
    juror: JuryMember,
    rubric: Rubric,
    applications: Iterable[Application],
    questions: Sequence[Question],
    at: datetime,
    first: int = 1,
) -> ReadingPaper:
    """The juror's copy as of ``at``. ``applications`` come from ``queries.applications_for``, the
    ``first`` of them is numbered so.
    """
    read = tuple(
        _read(number, each, questions) for number, each in enumerate(applications, start=first)
    )
    return ReadingPaper(
        title="Bewerbungen zum Lesen und Bewerten",
        call=juror.call.title,
        municipality=f"Exemplar von {juror.user.name}",
        mark="VERTRAULICH – nur für die Jury",
        banner=papers.banner(juror.call),
        lead=_lead(len(read)),
        made_at=at,
        criteria=tuple(map(_sheet, rubric.criteria.all())),
        applications=read,
    )


def _lead(count: int) -> str:
    which = "eine Bewerbung" if count == 1 else f"{count} Bewerbungen"
    return (
        f"Dieses Dokument enthält {which}: alle, die Ihnen zugewiesen sind und bei denen Sie "
        "erklärt haben, nicht befangen zu sein. Am Ende jeder Bewerbung ist Platz für Ihre "
        "Punkte.\n\n"
        "Was Sie hier notieren, ist noch nicht gespeichert: Übertragen Sie es auf die Seite der "
        "Bewerbung oder in die Arbeitsmappe, die es ebenfalls zum Herunterladen gibt."
    )


def _read(number: int, application: Application, questions: Sequence[Question]) -> Read:
    version = application.valid_version
    if version is None:
        raise ValueError("only sealed applications are read")
    shown = reading.shown(version.content, questions)
    return Read(
        title=f"{number}. {application.municipality.name}: {version.title}",
        facts=_who(application),
        sections=papers.sections(each for each in shown if each.key != drafts.TITLE_KEY),
        files=papers.files(version.content),
    )


def _who(application: Application) -> tuple[Fact, ...]:
    place = application.municipality
    partners = [
        each.municipality.name
        for each in application.participants.all()
        if each.role == ParticipantRole.PARTNER and each.confirmed_at
    ]
    facts = (
        Fact("Kommune", place.name),
        Fact("Art und Land", f"{place.get_kind_display()}, {place.get_state_display()}"),
        Fact("Kennung", application.public_id),
    )
    return (*facts, Fact("Partner", "; ".join(partners))) if partners else facts


def _sheet(criterion: Criterion) -> Sheet:
    lowest, highest, step = map(
        wording.decimal, (criterion.minimum, criterion.maximum, criterion.step)
    )
    return Sheet(
        label=f"{criterion.label} (Gewicht {wording.decimal(criterion.weight)})",
        description=criterion.description,
        grid=f"{lowest} bis {highest} in Schritten von {step}",
        reason=" (nötig)" if criterion.reason_required else "",
        levels=tuple(
            Fact(wording.decimal(str(level["score"])), level["meaning"])
            for level in criterion.levels
        ),
    )
