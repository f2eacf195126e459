"""The sentences of `words`, in German and English.

Kept here and not in the site's catalogues: the program is handed out alone and runs without them.
"""

from typing import Final

LANGUAGES: Final = ("de", "en")

DE: Final[dict[str, str]] = {
    "heading": "Auswahl: {title}",
    "size": "Bewerbungen: {applications}, davon in der Auswahl: {pool}, Plätze: {seats}.",
    "unique": "Genau eine Auswahl ist die beste: {total} Punkte.",
    "tie_broken": "{sets} Mengen erreichen {total} Punkte. Entschieden hat: {stage}.",
    "tie": "{sets} Mengen erreichen {total} Punkte, und die Regeln entscheiden nicht weiter. "
    "Die Jury entscheidet.",
    "infeasible": "Keine Auswahl hält alle Regeln ein. Diese widersprechen einander:",
    "too_few_eligible": "Weniger Bewerbungen als Plätze ({pool} für {seats}): "
    "nichts ist ausgewählt.",
    "not_proven": "Die beste Auswahl wurde in der Zeit nicht bewiesen: nichts ist ausgewählt.",
    "many": "mindestens {number}",
    "stage:lot": "das Los",
    "stage": "die Punkte im Kriterium {criterion}",
    "selected": "Ausgewählt:",
    "core": "In jeder dieser Mengen: {ids}.",
    "contested": "Nur in einigen: {ids}.",
    "nobody": "niemand",
    "row": "  {id}: {score} Punkte, {why}.",
    "row:margin": "  {id}: {score} Punkte, {why}; Abstand {margin}{flip}.",
    "row:fixed": "  {id}: {score} Punkte, {why}; nach den Regeln unverzichtbar.",
    "row:barred": "  {id}: {score} Punkte, {why}; nach den Regeln nicht möglich.",
    "flip": " ({steps} Stufen eines Jurymitglieds)",
    "flip:1": " (eine Stufe eines Jurymitglieds)",
    "merit": "nach Punkten",
    "diversity": "für die Vielfalt",
    "displaced": "durch die Regeln verdrängt",
    "displaced:by": "verdrängt durch {rules}",
    "score": "nach Punkten nicht dabei",
    "withdrawn": "zurückgezogen",
    "ineligible": "formal nicht zugelassen",
    "quorum": "zu wenige gültige Bewertungen",
    "threshold": "Mindestpunkte nicht erreicht",
    "outside": "Nicht ausgewählt:",
    "gated": "Nicht in der Auswahl:",
    "gate": "  {id}: {why}.",
    "near": "So nah, dass zwei Stufen eines Jurymitglieds entscheiden: {ids}.",
    "near:none": "Kein Abstand ist so klein, dass zwei Stufen eines Jurymitglieds ihn aufwiegen "
    "(von den Mindestpunkten abgesehen).",
    "prices": "Was die Regeln kosten (zusammen {total} Punkte):",
    "price": "  {rule}: {price} Punkte.",
    "price:swap": "  {rule}: {price} Punkte; ohne sie kämen {enters} statt {leaves}.",
    "lojo": "Ohne je ein Jurymitglied:",
    "lojo:same": "  ohne {juror}: dieselbe Auswahl.",
    "lojo:other": "  ohne {juror}: {enters} statt {leaves}.",
    "lojo:none": "  ohne {juror}: keine Entscheidung.",
    "bootstrap": "Anteil bei {runs} zufällig gezogenen Jurys (kein Teil der Entscheidung):",
    "share": "  {id}: {percent} %.",
    "conflict": "  {rule}: {bounds}, in Frage kommen {eligible}.",
    "min": "mindestens {number}",
    "max": "höchstens {number}",
    "and": " und ",
    "agrees": "Die veröffentlichte Entscheidung stimmt mit der Nachrechnung überein ({keys} "
    "Angaben verglichen). Namen und Beträge gehen in die Rechnung nicht ein und sind nicht "
    "geprüft.",
    "awards:computed": "Gefördert ist genau, wer berechnet wurde.",
    "awards:otherwise": "Gefördert wird anders als berechnet, und zwar genau so, wie das Dokument "
    "es nennt: hinzugekommen {enters}; nicht dabei {leaves}.",
    "awards:price": "Das kostet {price} Punkte gegenüber der berechneten Auswahl.",
    "awards:broken": "Nicht eingehaltene Regeln: {rules}.",
    "awards:nobody": "niemand",
    "unproven": "Ob die veröffentlichte Entscheidung stimmt, ließ sich in diesen Grenzen nicht "
    "beweisen: weder bestätigt noch widerlegt.",
    "disagrees": "Die veröffentlichte Entscheidung stimmt NICHT mit der Nachrechnung überein. "
    "Verschieden: {keys}.",
    "unchecked": "Aus dieser Datei nicht nachzurechnen: {keys}.",
}

EN: Final[dict[str, str]] = {
    "heading": "Selection: {title}",
    "size": "Applications: {applications}, of them in the selection: {pool}, places: {seats}.",
    "unique": "Exactly one selection is the best: {total} points.",
    "tie_broken": "{sets} sets reach {total} points. Decided by: {stage}.",
    "tie": "{sets} sets reach {total} points, and the rules decide no further. The jury decides.",
    "infeasible": "No selection keeps all rules. These contradict each other:",
    "too_few_eligible": "Fewer applications than places ({pool} for {seats}): nothing is selected.",
    "not_proven": "The best selection was not proven in time: nothing is selected.",
    "many": "at least {number}",
    "stage:lot": "the lot",
    "stage": "the points for the criterion {criterion}",
    "selected": "Selected:",
    "core": "In each of these sets: {ids}.",
    "contested": "Only in some: {ids}.",
    "nobody": "nobody",
    "row": "  {id}: {score} points, {why}.",
    "row:margin": "  {id}: {score} points, {why}; margin {margin}{flip}.",
    "row:fixed": "  {id}: {score} points, {why}; indispensable under the rules.",
    "row:barred": "  {id}: {score} points, {why}; impossible under the rules.",
    "flip": " ({steps} steps of one juror)",
    "flip:1": " (one step of one juror)",
    "merit": "on merit",
    "diversity": "for diversity",
    "displaced": "displaced by the rules",
    "displaced:by": "displaced by {rules}",
    "score": "not in by score",
    "withdrawn": "withdrawn",
    "ineligible": "not admitted formally",
    "quorum": "too few valid reviews",
    "threshold": "below the minimum points",
    "outside": "Not selected:",
    "gated": "Not in the selection:",
    "gate": "  {id}: {why}.",
    "near": "So close that two steps of one juror decide: {ids}.",
    "near:none": "No margin is so small that two steps of one juror outweigh it "
    "(leaving the minimum points aside).",
    "prices": "What the rules cost (together {total} points):",
    "price": "  {rule}: {price} points.",
    "price:swap": "  {rule}: {price} points; without it {enters} instead of {leaves}.",
    "lojo": "Without each juror in turn:",
    "lojo:same": "  without {juror}: the same selection.",
    "lojo:other": "  without {juror}: {enters} instead of {leaves}.",
    "lojo:none": "  without {juror}: no decision.",
    "bootstrap": "Share among {runs} juries drawn at random (no part of the decision):",
    "share": "  {id}: {percent} %.",
    "conflict": "  {rule}: {bounds}, {eligible} come into question.",
    "min": "at least {number}",
    "max": "at most {number}",
    "and": " and ",
    "agrees": "The published decision agrees with the recomputation ({keys} items compared). "
    "Names and amounts are no part of the computation and are not checked.",
    "awards:computed": "Funded are exactly those that were computed.",
    "awards:otherwise": "Funded are others than computed, exactly as the document names it: "
    "{enters} came in; {leaves} did not stay.",
    "awards:price": "That costs {price} points against the computed selection.",
    "awards:broken": "Rules that are not kept: {rules}.",
    "awards:nobody": "nobody",
    "unproven": "Whether the published decision is right could not be proven within these limits: "
    "neither confirmed nor refuted.",
    "disagrees": "The published decision does NOT agree with the recomputation. Different: {keys}.",
    "unchecked": "Cannot be recomputed from this file: {keys}.",
}

PHRASES: Final = {"de": DE, "en": EN}
