"""Random small rounds that use every feature of the case format, from a fixed seed each."""

import random
from fractions import Fraction
from typing import Any

Case = dict[str, Any]

CRITERIA = ("persuasiveness", "breadth", "sustainability")


def random_round(seed: int) -> Case:
    """A round of 2 to 14 applications, made so that ties, gaps and contradictions are common."""
    draw = random.Random(seed)  # noqa: S311 - a fixed seed is the point
    jurors = [f"J{n}" for n in range(1, draw.choice([2, 3, 4, 6]))]
    criteria = [criterion(draw, name) for name in CRITERIA[: draw.randint(1, 3)]]
    applications = [application(draw, n) for n in range(1, draw.choice([3, 6, 9, 12, 15, 15]))]
    draw.shuffle(applications)
    tie_break = [f"criterion:{c['id']}" for c in criteria if draw.random() < 0.6]
    draw.shuffle(tie_break)
    lot = {"nonce_hex": f"{seed:08x}", "public_value": f"Ziehung {seed}"}
    return {
        "id": f"random-{seed}",
        "round": {
            "seats": draw.randint(1, 7),
            "seats_mode": draw.choice(["exact", "exact", "at_most"]),
            "criteria": criteria,
            "overall_threshold": draw.choice([None, None, None, "1", "2.5"]),
            "quorum": draw.choice([0, 1, 1, 1, 2]),
            "aggregate": draw.choice(["mean", "median", "interpolated_median"]),
            "tie_break": tie_break + (["lot"] if draw.random() < 0.7 else []),
            "lot": lot if draw.random() < 0.9 else None,
        },
        "jurors": jurors,
        "applications": applications,
        "conflicts": [
            {"juror": juror, "application": a["id"]}
            for juror in jurors
            for a in applications
            if draw.random() < 0.04
        ],
        "reviews": reviews(draw, jurors, applications, criteria),
        "constraints": [constraint(draw, n) for n in range(draw.choice([0, 1, 1, 2, 2, 3]))],
        "want_lojo": draw.random() < 0.3,
    }


def criterion(draw: random.Random, name: str) -> Case:
    return {
        "id": name,
        "weight": draw.choice(["1", "1", "1", "0.5", "2", "0", "1.25"]),
        "min": draw.choice(["0", "0", "1", "-1.5"]),
        "max": draw.choice(["3", "5"]),
        "step": draw.choice(["1", "1", "1", "0.5", "0.1"]),
        "threshold": draw.choice([None, None, None, None, "1", "1.5"]),
    }


def application(draw: random.Random, number: int) -> Case:
    attrs = {
        "state": draw.choice(["BE", "HE", "SN"]),
        "size": draw.choice(["S1", "S2"]),
        "themes": draw.sample(["agenda", "culture", "opendata"], draw.randint(0, 3)),
    }
    if draw.random() < 0.1:
        del attrs["size"]
    statuses = ["submitted"] * 18 + ["withdrawn", "ineligible"]
    return {"id": f"A{number:02}", "status": draw.choice(statuses), "attrs": attrs}


def reviews(
    draw: random.Random, jurors: list[str], applications: list[Case], criteria: list[Case]
) -> list[Case]:
    twins = draw.random() < 0.3  # equal scores for all, so that rules and lot decide alone
    found = []
    for a in applications:
        for juror in jurors:
            if draw.random() < 0.05:
                continue
            points = {c["id"]: points_of(draw, c, twins) for c in criteria}
            if draw.random() < 0.03:
                del points[criteria[0]["id"]]
            status = "draft" if draw.random() < 0.04 else "submitted"
            row = {"juror": juror, "application": a["id"], "status": status, "scores": points}
            found.append(row)
    draw.shuffle(found)
    return found


def points_of(draw: random.Random, criterion: Case, twins: bool) -> str | None:
    luck = draw.random()
    if luck < 0.02:
        return None
    if luck < 0.03:
        return "2.03"  # off every grid
    low, step = Fraction(criterion["min"]), Fraction(criterion["step"])
    steps = int((Fraction(criterion["max"]) - low) / step)
    chosen = steps // 2 if twins else draw.randint(steps // 3, steps)
    return f"{float(low + chosen * step):.2f}"


def constraint(draw: random.Random, number: int) -> Case:
    if draw.random() < 0.02:  # a value nobody has
        return {"id": f"rule-{number}", "attr": "state", "value": "XX", "min": 1, "max": None}
    attr, value = draw.choice(
        [
            ("state", "*"),
            ("state", "BE"),
            ("state", ["HE", "SN"]),
            ("size", "*"),
            ("size", "S1"),
            ("themes", "*"),
            ("themes", ["agenda", "culture"]),
        ]
    )
    least = draw.choice([None, None, None, 0, 1, 1, 2])
    most = draw.choice([None, None, 2, 3, 3, 4])
    return {"id": f"rule-{number}", "attr": attr, "value": value, "min": least, "max": most}
