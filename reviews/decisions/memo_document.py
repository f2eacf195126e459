"""The Auswahlvermerk as an accessible PDF, from nothing but the record that was frozen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from competition import wording
from competition.documents import typesetting
from competition.documents.papers import banner
from competition.documents.shapes import Fact, Group, Memo, Topic, in_german
from competition.errors import Refusal
from reviews.models import Decision
from reviews.models.decision import DecisionKind

SIGNING = ("Geschäftsstelle", "Vorsitz der Jury")
ROLES = {"chair": "Vorsitz", "deputy": "Stellvertretung"}
WORDS = {
    "result": "Ergebnis der Rechnung",
    "ties": "Gleichstand",
    "near": "Knappe Abstände",
    "sensitivity": "Auswahl ohne einzelne Jurymitglieder",
    "deviation": "Abweichung von der Rechnung",
}


def pdf(decision: Decision) -> bytes:
    """The record of a confirmed decision. Raises ``not_found`` where none is frozen,
    ``document_too_long`` and ``busy``.
    """
    return typesetting.memo_pdf(document(decision))


@in_german
def document(decision: Decision) -> Memo:
    """The frozen record as data for a PDF; the same whenever it is asked for."""
    memo = decision.memo
    if memo is None or decision.confirmed_at is None:
        raise Refusal("not_found")
    said, persons = memo["decision"], memo["persons"]
    kind = DecisionKind(said["kind"])
    return Memo(
        title=f"Auswahlvermerk zur Entscheidung {said['number']}",
        call=memo["call"]["title"],
        municipality="Auswahlvermerk",
        mark="Nur für Geschäftsstelle, Vorsitz der Jury und Gericht",
        banner=banner(decision.call),
        lead=(
            f"{kind.label} im Wettbewerb „{memo['call']['title']}“, vorgeschlagen von "
            f"{persons['proposed_by']}, bestätigt von {persons['confirmed_by']}."
        ),
        facts=tuple(_facts(memo)),
        made_at=decision.confirmed_at,
        sections=tuple(_sections(memo)),
        proof=tuple(_proof(decision, memo)),
        signing=SIGNING,
    )


def _facts(memo: Mapping[str, Any]) -> Iterable[Fact]:
    said, persons, call = memo["decision"], memo["persons"], memo["call"]
    sum_cents = call["award_cents"] * len(said["selected"])
    yield Fact("Gefördert", _named(memo, said["selected"]))
    yield Fact("Förderung", f"je {wording.euros(call['award_cents'])}, {_sum(sum_cents)}")
    reserve = [memo["names"][each] for each in said["reserve"]]
    yield Fact("Nachrücken könnten, in dieser Reihenfolge", ", ".join(reserve) or "niemand")
    if said["reason"]:
        yield Fact("Begründung der Änderung", said["reason"])
    yield Fact("Vorgeschlagen", f"{persons['proposed_by']}, {_moment(persons['proposed_at'])}")
    yield Fact("Bestätigt", f"{persons['confirmed_by']}, {_moment(persons['confirmed_at'])}")
    if said["public_at"]:
        yield Fact("Öffentlich ab", _moment(said["public_at"]))


def _sum(cents: int) -> str:
    return f"zusammen {wording.euros(cents)}"


def _named(memo: Mapping[str, Any], ids: Iterable[str]) -> str:
    return ", ".join(sorted(memo["names"][each] for each in ids)) or "niemand"


def _moment(instant: str) -> str:
    return wording.moment(datetime.fromisoformat(instant), seconds=True)


def _sections(memo: Mapping[str, Any]) -> Iterable[Topic]:
    yield Topic("Runde und Regeln", tuple(_rules(memo["call"])))
    yield _listed("Jury", [_member(each) for each in memo["jury"]])
    yield _listed("Befangenheiten", [_conflict(memo, each) for each in memo["conflicts"]])
    for session in memo["sessions"]:
        yield _session(memo, session)
    yield _listed("Auswahlläufe und Szenarien", [_run(memo, each) for each in memo["runs"]])
    for key, title in WORDS.items():
        yield _listed(title, memo["words"][key])


def _listed(title: str, entries: Iterable[str]) -> Topic:
    lines = tuple(entries)
    return Topic(title, (), (Group("", lines),) if lines else (), "" if lines else "Keine.")


def _rules(call: Mapping[str, Any]) -> Iterable[Fact]:
    deadline_at = datetime.fromisoformat(call["deadline_at"])
    yield Fact("Bewerbungsschluss", wording.moment(deadline_at))
    yield Fact("Plätze", str(call["places"]))
    yield Fact("Mindestzahl gültiger Bewertungen", str(call["quorum"]))
    yield Fact("Zusammenfassung der Punkte", call["aggregate"])
    if call["scores_locked_at"]:
        yield Fact("Bewertungen gesperrt", _moment(call["scores_locked_at"]))


def _member(member: Mapping[str, Any]) -> str:
    held = [word for key, word in ROLES.items() if member[key]]
    named = f"{member['name']} ({', '.join(held)})" if held else member["name"]
    return f"{named}, entsandt von: {member['bench']}" if member["bench"] else named


def _conflict(memo: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    what = f"{row['name']} bei {memo['names'].get(row['application'], 'einer Bewerbung')}"
    settled = f"; Entscheidung darüber: {row['settlement']}" if row["settlement"] else ""
    return f"{what}: {row['reason']}, {row['source']}, {row['severity']}{settled}"


def _session(memo: Mapping[str, Any], session: Mapping[str, Any]) -> Topic:
    left = [
        f"{row['name']} war bei {memo['names'].get(row['application'], 'einer Bewerbung')} "
        "nicht im Raum"
        for row in session["left"]
    ]
    facts = (
        Fact("Beginn", _moment(session["opened_at"])),
        Fact("Ende", _moment(session["closed_at"])),
        Fact("Beschlussfähig ab", f"{session['quorum']} Mitgliedern"),
        Fact("Anwesend", ", ".join(session["present"]) or "niemand"),
        Fact("Prüfsumme der Niederschrift (SHA-256)", session["minutes_sha256"], is_code=True),
    )
    groups = (Group("Befangen und nicht im Raum", tuple(left)),) if left else ()
    return Topic("Jurysitzung", facts, groups)


def _run(memo: Mapping[str, Any], run: Mapping[str, Any]) -> str:
    """A run in a line; a scenario says so first, so that nobody takes it for a result."""
    kind = f"SZENARIO „{run['scenario']}“" if run["scenario"] else "Auswahllauf"
    basis = "; darauf beruht die Entscheidung" if _is_basis(memo, run) else ""
    return (
        f"{kind} vom {_moment(run['requested_at'])}, angefordert von {run['requested_by']}: "
        f"{run['status']}{basis}"
    )


def _is_basis(memo: Mapping[str, Any], run: Mapping[str, Any]) -> bool:
    is_same: bool = run["id"] == memo["run"]["id"]
    return is_same


def _proof(decision: Decision, memo: Mapping[str, Any]) -> Iterable[Fact]:
    yield Fact("Prüfsumme dieses Vermerks (SHA-256)", decision.memo_digest, is_code=True)
    yield Fact("Prüfsumme der Entscheidung (SHA-256)", memo["decision"]["sha256"], is_code=True)
    yield Fact("Eingabe des Auswahllaufs (SHA-256)", memo["run"]["input_sha256"], is_code=True)
    yield Fact("Ergebnis des Auswahllaufs (SHA-256)", memo["run"]["result_sha256"], is_code=True)
    rules = memo["call"]["rules_sha256"]
    yield Fact("Bewertungsbogen und Auswahlregeln (SHA-256)", rules, is_code=True)
    yield Fact("Stand des internen Protokolls", memo["log_head"], is_code=True)
