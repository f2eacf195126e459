"""What screening many at once will do and what it will not, and why: said before it is done.

A plan is computed from the round as it stands and names every application. Its digest covers all
that it says, the sealed version that was judged included; whoever confirms sends the digest back,
so that nothing happens that was not shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from competition import corrections, receipts
from competition.errors import CATALOGUE
from competition.models import Application, Call, Correction
from competition.moves import State

MAX_REASON_CHARS = 2_000


class Act(StrEnum):
    """What is wanted for every chosen application."""

    ADMIT = "admit"
    EXCLUDE = "exclude"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants: the act for the applications ``chosen`` (public ids).

    ``reason`` is for excluding and correcting, ``keys`` and ``due_at`` (exclusive) for correcting.
    """

    act: Act
    chosen: tuple[str, ...]
    reason: str = ""
    keys: tuple[str, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What will not happen for one application, and why (a code of ``errors.CATALOGUE``)."""

    application: Application
    code: str

    @property
    def sentence(self) -> Any:
        """The reason in words."""
        return CATALOGUE[self.code].sentence


@dataclass(frozen=True)
class Plan:
    """The applications for which ``order`` will be carried out, and those left out, by name."""

    order: Order
    steps: Sequence[Application]
    left_out: Sequence[LeftOut]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that the plan says and over what was sealed."""
        order = self.order
        return receipts.digest(
            {
                "act": order.act,
                "reason": order.reason,
                "keys": sorted(order.keys),
                "due": receipts.timestamp(order.due_at) if order.due_at else None,
                "steps": [[each.public_id, sealed(each)] for each in self.steps],
                "left_out": [[each.application.public_id, each.code] for each in self.left_out],
            }
        )


def sealed(application: Application) -> str:
    """The digest of the valid version; empty where there is none."""
    version = application.valid_version
    return version.digest if version else ""


def planned(
    order: Order, chosen: Sequence[Application], running: Mapping[int, Correction], at: datetime
) -> Plan:
    """What ``order`` comes to for the applications ``chosen``, which belong to one call.

    ``running``: the open correction of each application, by its id.
    """
    steps, left_out = list[Application](), list[LeftOut]()
    for application in chosen:
        code = why_not(order, application, running.get(application.pk), at)
        if code:
            left_out.append(LeftOut(application, code))
        else:
            steps.append(application)
    return Plan(order, steps, left_out)


def why_not(
    order: Order, application: Application, correction: Correction | None, at: datetime
) -> str:
    """The code of what stands against the act for one application; empty if nothing does.

    Many at once are screened for the first time only; to change what was found is an act of its
    own, on the application's page.
    """
    if application.state in (State.ADMITTED, State.EXCLUDED):
        return "already_screened"
    if application.state != State.SUBMITTED or application.valid_version is None:
        return "nothing_sealed"
    if correction is not None and at < correction.due_at:
        return "correction_standing"
    if order.act == Act.CORRECT and not _takes(order, application):
        return "question_not_correctable"
    return ""


def _takes(order: Order, application: Application) -> bool:
    """Whether all named questions were asked of this application and may be corrected."""
    named = {question.key for question in corrections.correctable(application)}
    return named.issuperset(order.keys)


def running_of(call: Call) -> dict[int, Correction]:
    """The corrections of a call that are neither answered nor cancelled, by application."""
    found = Correction.objects.open().filter(application__call=call)
    return {each.application_id: each for each in found.order_by("pk")}
