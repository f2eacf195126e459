"""The document that a third party gets: the sealed version without what is withheld.

No digest and no number of the version stands in it: with the rest at hand, a short text that was
taken out could be guessed from them. Nobody's name, no signature, no attachment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from competition import reading, receipts
from competition.documents import papers
from competition.documents.shapes import Asked, Fact, Paper, Section, in_german
from competition.models import ApplicationVersion, Question
from competition.models.call import QuestionKind
from competition.models.municipality import FederalState, Kind
from competition.redactions.blackening import Blackener, mark

MARK = "GESCHWÄRZTE KOPIE"
LEAD = (
    "Kopie für die Einsicht durch Dritte. Wo „[geschwärzt: …]“ steht, ist Text weggelassen; "
    "dahinter steht der Grund. Namen von Personen, E-Mail-Adressen, Telefonnummern und "
    "Unterschriften sind immer weggelassen. Anlagen sind nicht Teil dieser Kopie."
)
# What is ours in a paper and says nothing of the application: marks and the words around them.
OURS = {"mark", "banner", "lead", "remark"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What to withhold: ``withheld`` answers by key, ``passages`` wherever they occur; why."""

    withheld: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True)
class Copy:
    """The copy as it would be made. ``missing``: passages that stand nowhere in the version."""

    version: ApplicationVersion
    wish: Wish
    paper: Paper
    missing: Sequence[str]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the version, the wish and every word that is left."""
        wish = self.wish
        return receipts.digest(
            {
                "version": self.version.digest,
                "withheld": list(wish.withheld),
                "passages": list(wish.passages),
                "ground": wish.ground,
                "words": list(texts(self.paper)),
            }
        )


@in_german
def of(
    *,
    version: ApplicationVersion,
    questions: Sequence[Question],
    names: Sequence[str],
    wish: Wish,
    at: datetime,
) -> Copy:
    """The copy of a sealed version as of ``at``. Load it with application and call."""
    shown = reading.shown(version.content, questions)
    content = version.content
    places = [each["name"] for each in (content["municipality"], *content["partners"])]
    blackener = Blackener(wish.passages, names, wish.ground, places)
    kinds = {answer["key"]: answer for answer in version.content["answers"]}
    whole = _paper(version, papers.sections(shown), at)
    sections = _withheld(whole.sections, [each.key for each in shown], kinds, wish)
    left: Paper = blackened(replace(whole, sections=sections), blackener)
    return Copy(version, wish, left, blackener.missing(texts(whole)))


def _paper(version: ApplicationVersion, sections: tuple[Section, ...], at: datetime) -> Paper:
    call, lead = version.application.call, version.content["municipality"]
    partners = "; ".join(each["name"] for each in version.content["partners"])
    facts = (
        Fact("Wettbewerb", call.title),
        Fact("Kommune", lead["name"]),
        Fact("Art und Land", f"{Kind(lead['kind']).label}, {FederalState(lead['state']).label}"),
        Fact("Fassung", str(version.number)),
        *((Fact("Partner", partners),) if partners else ()),
    )
    return Paper(
        title=f"Bewerbung von {lead['name']} – geschwärzte Kopie",
        call=call.title,
        municipality=lead["name"],
        mark=MARK,
        banner=papers.banner(call),
        lead=LEAD,
        facts=facts,
        made_at=at,
        sections=sections,
    )


def _withheld(
    sections: Sequence[Section], keys: Sequence[str], sealed: dict[str, Any], wish: Wish
) -> tuple[Section, ...]:
    """The sections without the answers that are withheld and without the names of files.

    ``keys``: of the answers, in the order in which they stand in the sections.
    """
    at = iter(keys)
    return tuple(
        replace(
            section,
            answers=tuple(_answer(each, sealed[next(at)], wish) for each in section.answers),
        )
        for section in sections
    )


def _answer(asked: Asked, sealed: dict[str, Any], wish: Wish) -> Asked:
    if sealed["key"] in wish.withheld:
        return replace(asked, text="", entries=(), tables=(), remark=mark(wish.ground))
    if sealed["kind"] == QuestionKind.FILES:
        count = len(sealed["value"] or ())
        words = f"Anlagen: {count}; sie sind nicht Teil dieser Kopie." if count else "Keine Anlage"
        return replace(asked, text="", entries=(), tables=(), remark=words)
    return asked


def blackened(value: Any, blackener: Blackener) -> Any:
    """The value with every text inside blackened, but for what is ours."""
    if isinstance(value, str):
        return blackener.text(value)
    if isinstance(value, tuple):
        return tuple(blackened(each, blackener) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            each.name: blackened(getattr(value, each.name), blackener)
            for each in fields(value)
            if each.name not in OURS
        }
        return replace(value, **parts)
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text inside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))
