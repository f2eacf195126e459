"""The shape of a document: what stands in it as plain data, before it is a PDF or a DOCX."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import translation

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact:
    """A line such as "Eingang: 21. April 2017"; ``is_code``: a digest or a signature."""

    label: str
    value: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What for and how much; the last row is the sum."""

    caption: str
    columns: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    total: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer: texts, or entries, or tables; ``remark`` where there is none."""

    label: str
    hint: str
    text: str
    entries: tuple[Fact, ...]
    tables: tuple[Table, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Section:
    """Answers under one heading."""

    title: str
    answers: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, named by the digest of its bytes."""

    question: str
    name: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Head and foot of a document. ``mark`` and ``banner`` stand on every page, and at its head
    ``municipality``: whose it is. ``made_at`` is its date."""

    title: str
    call: str
    municipality: str
    mark: str
    banner: str
    lead: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Document):
    """An application, a receipt or a report.

    ``open_points``: what is missing before a draft can be submitted. ``notes``: who in the town
    hall signs or remarks on it.
    """

    facts: tuple[Fact, ...]
    open_points: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    files: tuple[File, ...] = ()
    proof: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind under a small heading."""

    title: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What was discussed under one heading; ``remark`` in place of what may not be told."""

    title: str
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Document):
    """The minutes of a session. ``attendance``: member and times; ``remarks``: lines that belong to
    no topic; ``close``: how it ended; ``proof``: what proves that nothing was changed.
    """

    facts: tuple[Fact, ...]
    attendance: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]
    sections: tuple[Topic, ...]
    close: str
    proof: tuple[Fact, ...] = ()
    signing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo(Document):
    """The record of a decision (Auswahlvermerk). ``proof`` and ``signing`` as in ``Minutes``."""

    facts: tuple[Fact, ...]
    sections: tuple[Topic, ...]
    proof: tuple[Fact, ...] = ()
    signing: tuple[str, ...] = ()


def in_german(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function write in German, whatever language the page has."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        with translation.override("de"):
            return function(*args, **kwargs)

    return wrapped
