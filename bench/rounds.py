"""Rounds for the benchmarks from a fixed seed each, in the public form (aggregates per criterion).

Sizes, states and kinds have the frequencies of a call among German municipalities; scores are
those of six jurors with half points, so that equal sums and ties are as common as in practice.
"""

import random
from typing import Any, Literal

Case = dict[str, Any]
Rules = Literal["mild", "tight"]

STATES = {
    **{"NW": 18, "BY": 16, "BW": 13, "NI": 11, "HE": 9, "RP": 8, "SN": 6, "SH": 5},
    **{"BB": 4, "ST": 4, "TH": 4, "MV": 3, "SL": 2, "BE": 1, "HH": 1, "HB": 1},
}
SIZES = {"S1": 40, "S2": 25, "S3": 18, "S4": 12, "S5": 5}
KINDS = {"gemeinde": 50, "stadt": 38, "kreis": 12}
THEMES = ("agenda", "coproduction", "culture", "opendata", "participation", "service")
CRITERIA = ("persuasiveness", "breadth", "sustainability")
JURORS = 6


def public_round(seed: int, size: int, seats: int, rules: Rules) -> Case:
    """A round of `size` applications for `seats` places; with about 30 expanded rules."""
    draw = random.Random(f"{seed}/{size}/{seats}/{rules}")
    return {
        "id": f"bench-{size}-{seats}-{rules}-{seed}",
        "round": {
            "seats": seats,
            "seats_mode": "exact",
            "criteria": [
                {"id": name, "weight": "1", "min": "0", "max": "5", "step": "0.5"}
                for name in CRITERIA
            ],
            "overall_threshold": None,
            "quorum": 4,
            "aggregate": "mean",
            "tie_break": [*(f"criterion:{name}" for name in CRITERIA), "lot"],
            "lot": {"nonce_hex": f"{seed:08x}", "public_value": f"Ziehung {seed}"},
        },
        "applications": [_application(draw, at) for at in range(size)],
        "constraints": constraints(seats, rules),
    }


def _application(draw: random.Random, at: int) -> Case:
    strength = draw.gauss(6, 1.5)
    points = {name: _half_points(draw, strength) for name in CRITERIA}
    attrs = {
        "state": _one_of(draw, STATES),
        "size_class": _one_of(draw, SIZES),
        "kind": _one_of(draw, KINDS),
        "themes": sorted(draw.sample(THEMES, draw.choice([1, 1, 2, 2, 3]))),
    }
    aggregate = {
        "n": JURORS,
        "criteria": {name: f"{total}/{2 * JURORS}" for name, total in points.items()},
    }
    return {"id": f"A{at:05}", "status": "submitted", "attrs": attrs, "aggregate": aggregate}


def _half_points(draw: random.Random, strength: float) -> int:
    """The sum of six jurors in half points, each from 0 to 10."""
    given = (round(draw.gauss(strength, 1.5)) for _ in range(JURORS))
    return sum(min(10, max(0, points)) for points in given)


def _one_of(draw: random.Random, weights: dict[str, int]) -> str:
    return draw.choices(list(weights), list(weights.values()))[0]


def constraints(seats: int, rules: Rules) -> list[Case]:
    """Rules of four kinds, in proportion to the seats: `mild` as published, or barely kept."""
    share = seats / 9
    mild = rules == "mild"
    return [
        _rule("size-spread", "size_class", 1 * share, (4 if mild else 3) * share),
        _rule("state-max", "state", None, (3 if mild else 1) * share),
        _rule("kind-spread", "kind", 1 * share, (6 if mild else 5) * share),
        _rule("theme-cover", "themes", (1 if mild else 2) * share, None if mild else 4 * share),
    ]


def _rule(name: str, attr: str, least: float | None, most: float | None) -> Case:
    return {
        "id": name,
        "attr": attr,
        "value": "*",
        "min": None if least is None else int(least),
        "max": None if most is None else int(most),
    }
