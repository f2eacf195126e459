"""What the selection runs and the decisions said about one application, nothing of any other."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from competition import wording
from competition.court_files.shapes import Leaf, Part, Subject, act, given, moment, readable
from competition.documents.shapes import Fact
from competition.models import Application
from reviews.models import Decision, Deviation, SelectionRun
from reviews.models.selection_run import RunState
from reviews.outcome import GATE_NAMES


def parts(subject: Subject) -> Iterator[Part]:
    """What was computed (a proposal) and what people decided."""
    application = subject.application
    runs = SelectionRun.objects.filter(
        call=application.call, is_scenario=False, state=RunState.DONE
    ).select_related("requested_by")
    leaves = tuple(_run(application, each) for each in runs.order_by("requested_at", "pk"))
    yield Part(54, "Auswahlläufe (Auszug)", leaves, "" if leaves else "Keine.")
    decided = Decision.objects.filter(call=application.call).select_related(
        "run", "replaces", "deviation", "proposed_by", "confirmed_by", "rejected_by"
    )
    told = tuple(_decision(application, each) for each in decided.order_by("number", "proposed_at"))
    yield Part(55, "Entscheidung (Auszug)", told, "" if told else "Keine.")


def _run(application: Application, run: SelectionRun) -> Leaf:
    result, own = run.result or {}, application.public_id
    facts = tuple(_said(result, own)) or (Fact("Ergebnis", "nahm an diesem Lauf nicht teil"),)
    extract = readable(f"eingabe-auszug-{run.public_id}.json", "Eingabe", _input(run.input, own))
    return Leaf(
        f"Auswahllauf vom {wording.moment(run.requested_at)}",
        (
            *act("Angefordert", run.requested_by, run.requested_at),
            *given("Berechnet", moment(run.finished_at) if run.finished_at else ""),
            Fact("Rechenwerk", run.engine_version),
            *facts,
            Fact("Prüfsumme der ganzen Eingabe (SHA-256)", run.input_digest, is_code=True),
            Fact("Prüfsumme des ganzen Ergebnisses (SHA-256)", run.result_digest, is_code=True),
        ),
        enclosures=(extract,),
    )


def _said(result: Mapping[str, Any], own: str) -> Iterator[Fact]:
    """What a result says of one application; of the others only how many scored higher."""
    gate = result.get("gate", {})
    if own not in gate:
        return
    yield Fact("Zulassung zur Auswahl", str(GATE_NAMES[gate[own]]))
    yield Fact("Gültige Bewertungen", str(result["valid_reviews"][own]))
    score = result["scores"].get(own)
    if score is not None:
        yield Fact("Punkte", _points(score))
        if gate[own] == "ok":
            passed = [s for each, s in result["scores"].items() if gate[each] == "ok"]
            higher = sum(Fraction(other) > Fraction(score) for other in passed)
            yield Fact("Platz nach Punkten", f"{higher + 1} von {len(passed)}")
    margin = result.get("margin", {}).get(own)
    if margin is not None:
        yield Fact("Abstand zur Grenze", _points(margin))
    yield Fact("Vorschlag", _yes(own in (result.get("selected") or ()), "ausgewählt"))
    if own in result.get("contested", ()):
        yield Fact("Gleichstand", "Diese Bewerbung stand in einem Gleichstand an der Grenze.")


def _points(text: str) -> str:
    """Rounded for the eye, with the exact fraction where that differs."""
    exact, shown = Fraction(text), wording.places(text)
    return shown if 100 % exact.denominator == 0 else f"{shown} (genau {exact})"


def _yes(value: bool, word: str) -> str:
    return word if value else f"nicht {word}"


def _input(case: Mapping[str, Any], own: str) -> dict[str, Any]:
    """Of the input: the rules, and the rows of this application."""
    return {
        "id": case["id"],
        "round": {**case["round"], "lot": None},
        "constraints": case["constraints"],
        "applications": [row for row in case["applications"] if row["id"] == own],
        "reviews": [row for row in case["reviews"] if row["application"] == own],
        "conflicts": [row for row in case["conflicts"] if row["application"] == own],
    }


def _decision(application: Application, decision: Decision) -> Leaf:
    own = application.public_id
    return Leaf(
        f"{decision.get_kind_display()} ({decision.get_state_display()})",
        (
            Fact("Nummer", str(decision.number)),
            Fact("Diese Bewerbung", _yes(own in decision.selected, "ausgewählt")),
            *given("Nachrückliste", "steht darauf" if own in decision.reserve else ""),
            *act("Vorgeschlagen", decision.proposed_by, decision.proposed_at),
            *act("Bestätigt", decision.confirmed_by, decision.confirmed_at),
            *act("Verworfen", decision.rejected_by, decision.rejected_at),
            *given("Grund der Verwerfung", decision.rejection_reason),
            *given(
                "Öffentlich ab", wording.moment(decision.public_at) if decision.public_at else ""
            ),
            *_reason(own, decision),
            *_deviation(own, decision),
            Fact("Prüfsumme der Entscheidung (SHA-256)", decision.digest, is_code=True),
            Fact("Prüfsumme der Eingabe (SHA-256)", decision.run.input_digest, is_code=True),
            *given("Prüfsumme des Auswahlvermerks (SHA-256)", decision.memo_digest, is_code=True),
        ),
    )


def _reason(own: str, decision: Decision) -> tuple[Fact, ...]:
    """Why a later decision was made: told where it changes something for this application."""
    before = decision.replaces
    if before is None or not decision.reason:
        return ()
    if (own in before.selected) == (own in decision.selected):
        return (Fact("Begründung", "Für diese Bewerbung ändert sich nichts."),)
    return (Fact("Begründung", decision.reason),)


def _deviation(own: str, decision: Decision) -> tuple[Fact, ...]:
    """Where people decided otherwise than the run computed."""
    deviation: Deviation | None = getattr(decision, "deviation", None)
    if deviation is None:
        return ()
    if own not in (*deviation.enters, *deviation.leaves):
        return (Fact("Abweichung vom Vorschlag", "Ja; diese Bewerbung betrifft sie nicht."),)
    word = "kommt hinzu" if own in deviation.enters else "fällt weg"
    return (
        Fact("Abweichung vom Vorschlag", f"Diese Bewerbung {word}."),
        Fact("Begründung der Abweichung", deviation.reason),
        Fact("Preis der Abweichung in Punkten", _points(deviation.price)),
    )
