"""What proposing a decision comes to, said before it is done: who, why, and at what price.

A plan is computed from a run and the round as it stands. Its digest covers all that it says; who
proposes another set than the computed one sends the digest back, so that nothing is proposed that
was not read, and whoever confirms does the same with the decision's own digest.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from competition import answers, audit, clock, queries, receipts
from competition.errors import Refusal
from competition.models import Call
from reviews.decisions import grounds
from reviews.models import Decision, Deviation, SelectionRun
from reviews.models.decision import DecisionKind
from reviews.selection.chosen import Chosen, Judged

MAX_REASON_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to propose from a run.

    ``selected``: public ids of another set than the computed one, with ``deviation_reason``; None
    for the computed one. ``enters`` and ``leaves`` say the same as a difference from what was
    computed; of an open tie: from all that its sets hold. ``declined``: in a succession, whose
    award was declined. ``reason`` and ``public_at`` belong to decisions after the first one.
    """

    kind: DecisionKind = DecisionKind.SELECTION
    selected: Collection[str] | None = None
    deviation_reason: str = ""
    reason: str = ""
    public_at: datetime | None = None
    declined: str = ""
    enters: Collection[str] = ()
    leaves: Collection[str] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than its run."""
        named = self.selected is not None or self.enters or self.leaves
        return self.kind == DecisionKind.SELECTION and not named


@dataclass(frozen=True)
class Plan:
    """A decision as it would be proposed, with its deviation; nothing of it is saved.

    ``is_among_tied``: it is one of the sets that an open tie left. ``grants`` and ``ends``: whose
    award it gives and takes, by public id.
    """

    decision: Decision
    deviation: Deviation | None
    judged: Judged
    total_computed: Fraction | None
    is_among_tied: bool = False
    grants: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that the plan says."""
        return receipts.digest(content(self.decision, self.deviation))


def content(decision: Decision, deviation: Deviation | None) -> dict[str, Any]:
    """All that a decision says, as data: what its digest covers, besides its own id."""
    replaced = decision.replaces
    return {
        "run": decision.run.result_digest,
        "kind": decision.kind,
        "number": decision.number,
        "replaces": replaced.public_id if replaced else None,
        "selected": decision.selected,
        "reserve": decision.reserve,
        "reason": decision.reason,
        "public_at": audit.instant(decision.public_at) if decision.public_at else None,
        "deviation": None
        if deviation is None
        else {
            "enters": deviation.enters,
            "leaves": deviation.leaves,
            "reason": deviation.reason,
            "price": deviation.price,
            "broken": deviation.broken,
        },
    }


def digest_of(decision: Decision, deviation: Deviation | None) -> str:
    """SHA-256 over a decision: what the confirming person has read, and no other proposal."""
    return receipts.digest({"decision": decision.public_id, **content(decision, deviation)})


def planned(call: Call, run: SelectionRun, wish: Wish) -> Plan:
    """What proposing this comes to.

    Raises ``run_is_scenario``, ``run_unfinished``, ``run_failed``; the run's own status where it
    selected nothing and nobody says who (``infeasible``, ``too_few_eligible``,
    ``quorum_missing``, ``tie``, ``not_proven``); of another set ``unknown_choice``,
    ``deviation_not_eligible``, ``deviation_size``, ``deviation_none``; ``reason_required``,
    ``too_long``, ``control_characters``; of a later decision ``decision_standing``,
    ``decision_missing``, ``decision_unchanged``, ``award_not_declined``, ``no_successor``,
    ``not_announced``, ``public_at_required``, ``public_at_past``, ``amendment_order``.
    """
    result = grounds.require_computed(run)
    wish = _by_set(run, result, wish)
    replaced = _replaced(call, wish)
    held = Chosen(run.input)
    gone = grounds.declined(call)
    selected = _selected(run, result, wish, held, replaced, gone)
    judged = held.judge(selected, gone)
    decision = Decision(
        call=call,
        run=run,
        kind=wish.kind,
        number=replaced.number + 1 if replaced else 1,
        replaces=replaced,
        selected=selected,
        reserve=list(judged.reserve),
        reason=_reason(wish.reason, "reason") if replaced else "",
        public_at=_public_at(call, wish, is_later=replaced is not None),
    )
    total = Fraction(result["total"]) if "total" in result else None
    deviation = None if wish.selected is None else _deviation(result, decision, judged, wish)
    now_held = grounds.standing(call)
    plan = Plan(
        decision,
        deviation,
        judged,
        total,
        is_among_tied=result["status"] == "tie" and held.is_among_tied(selected, result),
        grants=sorted(set(selected) - now_held - gone),
        ends=sorted(now_held - set(selected)),
    )
    if decision.public_at and not (plan.grants or plan.ends):
        raise Refusal("decision_unchanged")
    return plan


def _by_set(run: SelectionRun, result: dict[str, Any], wish: Wish) -> Wish:
    """The wish with its set, where it says who enters and who leaves."""
    enters, leaves = set(wish.enters), set(wish.leaves)
    if not enters and not leaves:
        return wish
    if wish.kind == DecisionKind.SUCCESSION or wish.selected is not None:
        raise Refusal("unknown_choice", field="enters" if enters else "leaves")
    if result["status"] not in grounds.OPEN_TO_PEOPLE:
        grounds.require_decided(run, result)
    computed, at_stake = _computed(result)
    if not leaves <= at_stake:
        raise Refusal("unknown_choice", field="leaves")
    if not enters <= result["gate"].keys() or enters & (computed | leaves):
        raise Refusal("unknown_choice", field="enters")
    return replace(wish, selected=sorted(at_stake - leaves | enters))


def _computed(result: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """Who was computed to be in, of an open tie who is in all its sets; and who is in any."""
    computed = set(result["selected"] or result.get("insight", {}).get("core") or ())
    return computed, computed | set(
        result.get("contested", ()) if result["selected"] is None else ()
    )


def _replaced(call: Call, wish: Wish) -> Decision | None:
    """The decision that a later one replaces; None for the first."""
    replaced = grounds.in_force(call)
    if wish.kind == DecisionKind.SELECTION:
        if replaced is not None:
            raise Refusal("decision_standing")
        return None
    if replaced is None:
        raise Refusal("decision_missing")
    return replaced


def _selected(
    run: SelectionRun,
    result: Mapping[str, Any],
    wish: Wish,
    held: Chosen,
    replaced: Decision | None,
    gone: set[str],
) -> list[str]:
    if replaced is not None and wish.kind == DecisionKind.SUCCESSION:
        return _with_successor(held, replaced, wish.declined, gone)
    if wish.selected is None:
        grounds.require_decided(run, dict(result))
        return list(result["selected"])
    if result["status"] not in grounds.OPEN_TO_PEOPLE:
        grounds.require_decided(run, dict(result))
    chosen = sorted(set(wish.selected))
    _require_choosable(run, result, chosen, held)
    return chosen


def successor_of(call: Call, declined: str) -> str | None:
    """Who would move up now for somebody who has declined, all others keeping their places.

    None: the rules admit nobody, or do not say who. Of a decision as computed it is the run's own
    ``successor``. Raises ``decision_missing``, ``award_not_declined``.
    """
    replaced = grounds.in_force(call)
    if replaced is None:
        raise Refusal("decision_missing")
    return _successor(Chosen(replaced.run.input), replaced, declined, grounds.declined(call))


def _successor(held: Chosen, replaced: Decision, declined: str, gone: set[str]) -> str | None:
    if declined not in gone or declined not in replaced.selected:
        raise Refusal("award_not_declined", field="declined")
    return held.judge(replaced.selected, gone).successors[declined]


def _with_successor(held: Chosen, replaced: Decision, declined: str, gone: set[str]) -> list[str]:
    """All keep their places; whoever follows takes the free one (``successors``)."""
    follows = _successor(held, replaced, declined, gone)
    if follows is None:
        raise Refusal("no_successor", field="declined")
    return sorted({*replaced.selected, follows} - {declined})


def _require_choosable(
    run: SelectionRun, result: Mapping[str, Any], chosen: list[str], held: Chosen
) -> None:
    """People may leave the ranking and, with a reason, a rule of selection; not the gate.

    Who was not admitted, or missed the quorum or the published least points, has no score that a
    price could be computed from, and those conditions bind everybody who applied.
    """
    if not set(chosen) <= result["gate"].keys():
        raise Refusal("unknown_choice", field="selected")
    if not set(chosen) <= set(held.pool):
        raise Refusal("deviation_not_eligible", field="selected")
    seats, is_exact = run.input["round"]["seats"], run.input["round"]["seats_mode"] == "exact"
    if not chosen or len(chosen) > seats or (is_exact and len(chosen) != seats):
        raise Refusal("deviation_size", field="selected", places=seats, chosen=len(chosen))
    if chosen == result["selected"]:
        raise Refusal("deviation_none", field="selected")


def _deviation(
    result: Mapping[str, Any], decision: Decision, judged: Judged, wish: Wish
) -> Deviation:
    """The difference from what was computed. Of an open tie: from what all its sets share.

    Its price is 0 where one of the tied sets was chosen, and empty where no set was computed.
    """
    computed, at_stake = _computed(result)
    chosen = set(decision.selected)
    price = str(Fraction(result["total"]) - judged.total) if "total" in result else ""
    return Deviation(
        decision=decision,
        enters=sorted(chosen - computed),
        leaves=sorted(at_stake - chosen),
        reason=_reason(wish.deviation_reason, "deviation_reason"),
        price=price,
        broken=list(judged.broken),
    )


def _reason(text: str, name: str) -> str:
    cleaned = answers.text(text, field=name, max_chars=MAX_REASON_CHARS)
    if not cleaned.strip():
        raise Refusal("reason_required", field=name)
    return cleaned.strip()


def _public_at(call: Call, wish: Wish, *, is_later: bool) -> datetime | None:
    """The instant of a change to what is announced already; before the announcement none.

    Once the announcement is confirmed its letters are written: it comes as it is, and is changed
    from then on.
    """
    announced = queries.confirmed_announcement(call)
    if not is_later or announced is None:
        return None
    at = clock.now(call)
    if announced.public_at > at:
        raise Refusal("not_announced")
    if wish.public_at is None:
        raise Refusal("public_at_required", field="public_at")
    if wish.public_at <= at:
        raise Refusal("public_at_past", field="public_at")
    last = call.amendments.order_by("-public_at").first()
    if last and wish.public_at <= last.public_at:
        raise Refusal("amendment_order", field="public_at", last=clock.spoken(last.public_at))
    return wish.public_at
