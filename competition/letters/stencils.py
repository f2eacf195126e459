"""Result letters of one act: what many of them have in common is rendered once.

A *word* is what a letter says as it stands: a name, a title, a number put into words. All else that
a template is given is the letter's *shape*, and whatever a template may branch on belongs to it.
Letters of one shape differ in their words alone: these are set into the shape's text. Before the
first is set in so, one letter of the shape is rendered whole beside it; where the two are not the
same to the letter, all of that shape are rendered whole.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils import translation

from competition import wording
from competition.letters.kinds import Letter
from competition.letters.wordings import LONGEST_SUBJECT, one_line
from competition.models import Application, Award, Call

Text = tuple[str, str]
# Characters for private use: no text that people type holds them.
OPEN, CLOSE = "\ue000", "\ue001"
SLOT = re.compile(f"{OPEN}([0-9]+){CLOSE}")


class Stencil(NamedTuple):
    """Subject and body of one shape: every second part is the number of a word."""

    subject: list[str]
    body: list[str]

    def filled(self, words: list[str]) -> Text:
        return one_line(_set_in(self.subject, words)), _set_in(self.body, words)


def _set_in(parts: list[str], words: list[str]) -> str:
    return "".join(words[int(part)] if at % 2 else part for at, part in enumerate(parts))


class Words:
    """The words of one letter, in the order of their slots."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def slot(self, text: str) -> str:
        """What stands for the text in the shape; the text itself where it is empty, has lines or
        blanks of its own, or looks like a slot."""
        if not text or text != " ".join(text.split()) or OPEN in text or CLOSE in text:
            return text
        self.said.append(text)
        return wording.Said(f"{OPEN}{len(self.said) - 1}{CLOSE}")

    def number(self, value: str | None) -> str | None:
        """The same for an exact number as letters say it."""
        return None if value is None else self.slot(_places(value))


@lru_cache(maxsize=4_096)
def _places(value: str) -> str:
    with translation.override("de"):
        return wording.places(value)


class Stencils:
    """The texts of the letters of one announcement, made one after the other."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._times: Counter[tuple[str, str]] = Counter()
        self._found: dict[tuple[str, str], Stencil] = {}

    def text(self, letter: Letter, application: Application, context: Mapping[str, Any]) -> Text:
        """Subject and body, as ``letter.render`` gives them.

        ``context``: the ``announcement`` itself, and what is told of the applicant: ``award`` and
        ``reasons``, each or None.
        """
        words = Words()
        shape = _shape(words, application, context["award"], context["reasons"])
        key = letter.kind, repr(shape)
        if stencil := self._found.get(key):
            return stencil.filled(words.said)
        text = letter.render({"call": self._call, "application": application, **context})
        self._times[key] += 1
        if self._times[key] == 2:  # whoever is the only one of a shape needs no stencil
            stencil = self._cut(letter, {**context, **shape})
            if stencil is not None and stencil.filled(words.said) == text:
                self._found[key] = stencil
        return text

    def _cut(self, letter: Letter, context: Mapping[str, Any]) -> Stencil | None:
        """The stencil of a shape; None where its subject might have been cut short."""
        subject, body = letter.render({"call": self._call, **context})
        if len(subject) >= LONGEST_SUBJECT:
            return None
        return Stencil(SLOT.split(subject), SLOT.split(body))


def _shape(
    words: Words, application: Application, award: Award | None, reasons: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What the templates are given, with slots for words."""
    version = application.valid_version
    return {
        "application": {
            "municipality": {"name": words.slot(application.municipality.name)},
            "valid_version": {"title": words.slot(version.title)} if version else None,
            "screening_reason": application.screening_reason,
        },
        "award": {"title": words.slot(award.title), "amount_cents": award.amount_cents}
        if award
        else None,
        "reasons": _numbers(words, reasons) if reasons else None,
    }


def _numbers(words: Words, reasons: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **reasons,
        "application": "",
        "criteria": [
            {**criterion, "value": words.number(criterion["value"])}
            for criterion in reasons["criteria"]
        ],
        "score": words.number(reasons["score"]),
    }
