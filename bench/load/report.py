"""The table of a load: what was asked, what came back, how long it took."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

PAGE = Path("docs/scale.md")
AGREES = "everything that was acknowledged is stored; nothing lost, nothing double."
BEGIN, END = "<!-- load: begin -->", "<!-- load: end -->"
HEAD = (
    "phase",
    "offered",
    "what",
    "done",
    "put off",
    "lost",
    "tries",
    "p50 ms",
    "p95 ms",
    "max ms",
)


def share(values: Sequence[float], part: float) -> float:
    """The value that this part of all does not exceed; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def rows(phases: Iterable[dict[str, Any]]) -> list[list[str]]:
    """A line for the saves and one for the submissions of each phase."""
    found = []
    for phase in phases:
        for kind, rate in (("save", phase["saves"]), ("submit", phase["submits"])):
            own = [each for each in phase["entries"] if each["kind"] == kind]
            if own:
                found.append(
                    [phase["name"], f"{rate:.0f}/s, {phase['seconds']:.0f} s", *_told(own, kind)]
                )
    return found


def _told(own: list[dict[str, Any]], kind: str) -> list[str]:
    done = [each["seconds"] * 1000 for each in own if each["is_done"]]
    statuses = Counter(each["status"] for each in own)
    asked = sum(each["try"] == 1 for each in own)
    times = (share(done, 0.5), share(done, 0.95), max(done, default=0.0))
    return [
        f"{kind}s",
        f"{len(done)} of {asked}",
        str(statuses[429] + statuses[503]),
        str(statuses[0]),
        str(max(each["try"] for each in own)),
        *(f"{each:.0f}" for each in times),
    ]


def text(result: dict[str, Any], *, complaints: Sequence[str], megabytes: Sequence[int]) -> str:
    """The whole report in Markdown."""
    when = f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}"
    alone = {kind: share(values, 0.5) * 1000 for kind, values in result["alone"].items()}
    late = [each["late"] * 1000 for phase in result["phases"] for each in phase["entries"]]
    ratios = {kind: alone[kind] / alone["hello"] for kind in alone}
    lines = [
        f"{when}; the whole site and its clients together on it (PostgreSQL with fsync).",
        "",
        "| " + " | ".join(HEAD) + " |",
        "|" + "---|" * len(HEAD),
        *("| " + " | ".join(row) + " |" for row in rows(result["phases"])),
        "",
        f"Alone, median: a page that does nothing {alone['hello']:.1f} ms;",
        f"a save {alone['save']:.1f} ms ({ratios['save']:.1f} of such pages),",
        f"a submission {alone['submit']:.1f} ms ({ratios['submit']:.1f}).",
        "",
        f"Saturation: {_saturation(result['phases'])}",
        "",
        f"99 of 100 requests left at most {share(late, 0.99):.1f} ms after their instant.",
        f"Web processes at the end: {', '.join(f'{each} MB' for each in megabytes)}.",
        "",
        f"Journal against database: {AGREES if not complaints else ''}",
        *(f"- {each}" for each in complaints[:20]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _saturation(phases: list[dict[str, Any]]) -> str:
    """The first step that was too much, and the one before it."""
    steps = [
        f"{each['saves']:.0f} saves/s and {each['submits']:.0f} submissions/s"
        for each in phases
        if each["is_step"]
    ]
    if not steps:
        return "no step was run."
    held = f"held {steps[-2]}; " if len(steps) > 1 else ""
    return f"{held}the last step was {steps[-1]}."


def _machine() -> str:
    cpus = os.cpu_count()
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    model = names[0] if names else model
    return f"{cpus} cores ({model})"


def write(report: str, page: Path = PAGE) -> None:
    """Put the report between the marks of the page."""
    whole = page.read_text(encoding="utf-8")
    before, _begin, rest = whole.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{report}{END}{after}", encoding="utf-8")
