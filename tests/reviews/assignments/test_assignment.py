"""Panels against brute force on small juries, and the reasons where there are none."""

import random
from dataclasses import dataclass, replace
from itertools import combinations, product

import pytest

from reviews.assignments.assignment import (
    Impossible,
    Pair,
    Panels,
    Reason,
    Rules,
    balanced,
    even_panels,
    full_panel,
    partial_panels,
    parts_of,
)


@dataclass(frozen=True)
class Jury:
    applications: list[str]
    jurors: list[str]
    rules: Rules
    conflicts: set[Pair]
    affinities: dict[Pair, int]
    kept: set[Pair]

    def panels_or_reasons(self) -> Panels | tuple[Reason, ...]:
        try:
            return self.panels()
        except Impossible as refusal:
            return refusal.reasons

    def panels(self) -> Panels:
        return partial_panels(
            self.applications,
            self.jurors,
            self.rules,
            conflicts=self.conflicts,
            affinities=self.affinities,
            kept=self.kept,
        )


def random_jury(seed: int) -> Jury:
    """Up to four applications and five jurors, with conflicts, begun reviews and odd bounds."""
    draw = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    applications = [f"A{at}" for at in range(draw.randint(1, 4))]
    jurors = [f"J{at}" for at in range(draw.randint(1, 5))]
    pairs = [(a, j) for a in applications for j in jurors]
    each = draw.randint(1, 3)
    rules = balanced(len(applications), len(jurors), each)
    if draw.random() < 0.5:
        least = draw.randint(0, 2)
        rules = Rules(each, least, least + draw.randint(0, 3))
    conflicts = {pair for pair in pairs if draw.random() < 0.15}
    kept = {p for p in pairs if draw.random() < 0.05 and (p not in conflicts or seed % 5 == 0)}
    highest = draw.choice([1, 3, 1000])
    affinities = {pair: draw.randint(0, highest) for pair in pairs if draw.random() < 0.9}
    return Jury(applications, jurors, rules, conflicts, affinities, kept)


def brute_force(jury: Jury) -> tuple[int, int] | None:
    """The best worst affinity and total of all panels there are; None if there is none."""
    choices = [
        [
            panel
            for panel in combinations(jury.jurors, jury.rules.per_application)
            if not any((a, j) in jury.conflicts for j in panel)
            and all(j in panel for j in jury.jurors if (a, j) in jury.kept)
        ]
        for a in jury.applications
    ]
    found = []
    for panels in product(*choices):
        loads = [sum(j in panel for panel in panels) for j in jury.jurors]
        if all(jury.rules.least <= load <= jury.rules.most for load in loads):
            pairs = [(a, j) for a, p in zip(jury.applications, panels, strict=True) for j in p]
            given = [jury.affinities.get(pair, 0) for pair in pairs]
            found.append((min(given), sum(given)))
    return max(found, default=None)


@pytest.mark.parametrize("start", range(0, 1500, 250))
def test_panels_are_the_best_there_are(start: int) -> None:
    for seed in range(start, start + 250):
        jury = random_jury(seed)
        expected = brute_force(jury)
        found = jury.panels_or_reasons()
        if isinstance(found, Panels):
            assert (found.worst, found.total) == expected, f"seed {seed}"
            assert keeps_the_rules(jury, found), f"seed {seed}"
        else:
            assert found, f"seed {seed}"
            assert expected is None, f"seed {seed}"


def keeps_the_rules(jury: Jury, panels: Panels) -> bool:
    pairs = set(panels.pairs)
    per = [sum(pair[0] == a for pair in pairs) for a in jury.applications]
    loads = {j: sum(pair[1] == j for pair in pairs) for j in jury.jurors}
    within = all(jury.rules.least <= load <= jury.rules.most for load in loads.values())
    exact = set(per) == {jury.rules.per_application} and len(pairs) == len(panels.pairs)
    return within and exact and jury.kept <= pairs and not jury.conflicts & pairs


def test_random_juries_reach_every_reason() -> None:
    found = [random_jury(seed).panels_or_reasons() for seed in range(1500)]
    reasons = [reason for each in found if isinstance(each, tuple) for reason in each]
    assert {reason.code for reason in reasons} == {
        "too_few_jurors",
        "too_many_kept",
        "overload",
        "underload",
    }
    assert all(reason.needed > reason.possible for reason in reasons)
    assert sum(isinstance(each, Panels) for each in found) > 300


def test_full_panel_is_everything_minus_conflicts() -> None:
    assert full_panel(["B", "A"], ["J2", "J1"], [("A", "J2")]) == (
        ("A", "J1"),
        ("B", "J1"),
        ("B", "J2"),
    )


def test_balanced_lets_nobody_read_two_more_than_another() -> None:
    assert balanced(500, 40, 3) == Rules(3, 37, 38)
    assert balanced(10, 5, 2) == Rules(2, 4, 4)


def test_panels_do_not_depend_on_the_order_given() -> None:
    shuffle = random.Random(3).shuffle  # noqa: S311 - a fixed seed is the point
    applications, jurors = [f"A{at}" for at in range(12)], [f"J{at}" for at in range(5)]
    affinities = {(a, j): (int(a[1:]) * int(j[1:])) % 3 for a in applications for j in jurors}
    first = partial_panels(applications, jurors, Rules(2, 4, 5), affinities=affinities)
    shuffle(applications)
    shuffle(jurors)
    again = dict(reversed(affinities.items()))
    assert partial_panels(applications, jurors, Rules(2, 4, 5), affinities=again) == first


def test_reviews_begun_stay_where_they_are() -> None:
    kept = {("A0", "J3"), ("A1", "J3")}
    affinities = {("A0", "J0"): 900}
    panels = partial_panels(
        ["A0", "A1", "A2", "A3"],
        ["J0", "J1", "J2", "J3"],
        Rules(2, 2, 2),
        kept=kept,
        affinities=affinities,
    )
    assert kept <= set(panels.pairs)
    assert ("A0", "J0") in panels.pairs


def test_parts_are_counted_where_panels_share_nobody() -> None:
    conflicts = {(a, j) for a in ("A0", "A1") for j in ("J2", "J3")}
    conflicts |= {(a, j) for a in ("A2", "A3") for j in ("J0", "J1")}
    applications, jurors = ["A0", "A1", "A2", "A3"], ["J0", "J1", "J2", "J3"]
    panels = partial_panels(applications, jurors, Rules(2, 2, 2), conflicts=conflicts)
    assert (panels.parts, panels.worst, panels.total) == (2, 0, 0)
    assert panels.loads == {"J0": 2, "J1": 2, "J2": 2, "J3": 2}


def test_overload_names_the_applications_that_leave_no_choice() -> None:
    conflicts = {(a, "J2") for a in ("A0", "A1", "A2")}
    with pytest.raises(Impossible) as refusal:
        partial_panels(
            ["A0", "A1", "A2", "A3"], ["J0", "J1", "J2"], Rules(2, 0, 2), conflicts=conflicts
        )
    (reason,) = refusal.value.reasons
    assert reason.code == "overload"
    assert {"A0", "A1", "A2"} <= set(reason.applications)
    assert (reason.jurors, reason.needed, reason.possible) == (("J0", "J1"), 7, 4)


def test_underload_names_the_juror_without_enough_to_read() -> None:
    conflicts = {("A0", "J2"), ("A1", "J2")}
    with pytest.raises(Impossible) as refusal:
        partial_panels(["A0", "A1", "A2"], ["J0", "J1", "J2"], Rules(2, 2, 3), conflicts=conflicts)
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.jurors) == ("underload", ("J2",))
    assert (reason.applications, reason.needed, reason.possible) == (("A2",), 2, 1)


def test_too_few_jurors_are_named_per_application() -> None:
    with pytest.raises(Impossible) as refusal:
        partial_panels(["A0", "A1"], ["J0", "J1"], Rules(2, 0, 2), conflicts={("A1", "J0")})
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.applications) == ("too_few_jurors", ("A1",))
    assert (reason.needed, reason.possible) == (2, 1)


@pytest.mark.parametrize("affinity", [-1, 1001])
def test_affinity_out_of_range_is_refused(affinity: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 1000"):
        partial_panels(["A0"], ["J0"], Rules(1, 0, 1), affinities={("A0", "J0"): affinity})


def test_kept_pair_of_a_stranger_is_refused() -> None:
    with pytest.raises(ValueError, match="takes no part"):
        partial_panels(["A0"], ["J0"], Rules(1, 0, 1), kept={("A0", "J9")})


def test_500_applications_and_40_jurors_are_balanced() -> None:
    draw = random.Random(1)  # noqa: S311 - a fixed seed is the point
    applications, jurors = [f"A{at:03}" for at in range(500)], [f"J{at:02}" for at in range(40)]
    pairs = full_panel(applications, jurors)
    affinities = {pair: draw.randint(0, 1000) for pair in pairs}
    conflicts = {pair for pair in pairs if draw.random() < 0.05}
    rules = balanced(500, 40, 3)
    panels = partial_panels(applications, jurors, rules, conflicts=conflicts, affinities=affinities)
    assert set(panels.loads.values()) == {37, 38}
    assert len(panels.pairs) == 1500
    assert not conflicts & set(panels.pairs)
    assert panels.parts == 1


@pytest.mark.parametrize("start", range(0, 600, 200))
def test_even_panels_are_the_evenest_there_are(start: int) -> None:
    for seed in range(start, start + 200):
        jury = random_jury(seed)
        each = jury.rules.per_application
        bounds = [
            (most, -least)
            for most in range(len(jury.applications) + 1)
            for least in range(most + 1)
            if isinstance(replace(jury, rules=Rules(each, least, most)).panels_or_reasons(), Panels)
        ]
        reached: tuple[int, int] | None = None
        try:
            found = even_panels(
                jury.applications,
                jury.jurors,
                each,
                conflicts=jury.conflicts,
                affinities=jury.affinities,
                kept=jury.kept,
            )
        except Impossible as impossible:
            assert impossible.reasons  # noqa: PT017  # whether there are panels is the question
        else:
            loads = found.loads.values()
            reached = max(loads), -min(loads)
            assert jury.kept <= set(found.pairs), f"seed {seed}"
        assert reached == min(bounds, default=None), f"seed {seed}"


def test_even_panels_give_a_conflicted_juror_less_where_balance_is_impossible() -> None:
    applications, jurors = ["A0", "A1", "A2"], ["J0", "J1", "J2"]
    found = even_panels(applications, jurors, 2, conflicts={("A0", "J2"), ("A1", "J2")})
    assert found.loads == {"J0": 3, "J1": 2, "J2": 1} or found.loads == {"J0": 2, "J1": 3, "J2": 1}


def test_parts_of_pairs_are_counted_whatever_their_order() -> None:
    pairs = [("A0", "J0"), ("A1", "J1"), ("A2", "J0"), ("A2", "J2")]
    assert parts_of(pairs) == parts_of(pairs[::-1]) == 2
    assert parts_of([]) == 0
