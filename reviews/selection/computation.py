"""One computation from a case to its result: the decision first, then what explains it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reviews.selection import bootstrap as juries
from reviews.selection import result as keys
from reviews.selection.case import Case
from reviews.selection.decision import Contest, Outcome, contest, decide
from reviews.selection.explanations import Explainer
from reviews.selection.insight import Insight
from reviews.selection.search import Budget
from reviews.selection.standing import stand

COUNT_LIMIT = 10_000  # optimal sets are counted and listed up to here
NODE_LIMIT = 10_000_000  # of the decision, and once more of all explanations together

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Limits:
    """How far to search: nodes, seconds (None: without end), and sets to list."""

    nodes: int | None = NODE_LIMIT
    seconds: float | None = None
    sets: int = COUNT_LIMIT

    def budget(self) -> Budget:
        """A fresh budget; its seconds begin now."""
        return Budget(self.nodes, self.seconds)


class Computation:
    """Computes one case and tells `progress` the steps done, all steps, and the next one's key."""

    def __init__(self, case: Case, limits: Limits, progress: Progress | None = None) -> None:
        self._case = case
        self._limits = limits
        self._progress = progress
        self._done = 0
        self._steps = 0

    def run(
        self, *, explain: bool, insight: bool, bootstrap: tuple[int, str], certificate: bool
    ) -> dict[str, Any]:
        """The result. `bootstrap`: how many juries to draw, and the seed."""
        explain = explain or insight
        self._steps = keys.step_count(self._case, explain, insight, bootstrap[0] > 0)
        self._tell("decision")
        budget = self._limits.budget()
        given = contest(self._case, stand(self._case))
        outcome = decide(given, budget, self._limits.sets)
        result = keys.standing_keys(given) | keys.decision_keys(given, outcome, self._limits.sets)
        spent = self._limits.budget()
        explainer = None
        if explain and outcome.chosen is not None:
            explainer = Explainer(given, outcome, spent, self._limits.sets)
            result |= self._answered(keys.explanations(explainer, given))
        if insight:
            result["insight"] = self._insight(given, outcome, explainer, result)
            if bootstrap[0] and outcome.chosen is not None:
                result["insight"] |= self._bootstrap(given, spent, bootstrap)
        if certificate:
            result["certificate"] = keys.certificate(outcome, given, budget.nodes, spent.nodes)
        self._done = self._steps
        self._tell("")
        return result

    def _insight(
        self,
        given: Contest,
        outcome: Outcome,
        explainer: Explainer | None,
        result: dict[str, Any],
    ) -> dict[str, Any]:
        answers = self._answered(keys.insights(Insight(given, outcome, explainer, result)))
        return {name: answer for name, answer in answers.items() if answer is not None}

    def _bootstrap(
        self, given: Contest, budget: Budget, bootstrap: tuple[int, str]
    ) -> dict[str, Any]:
        runs, seed = bootstrap

        def draw() -> dict[str, Any] | None:
            return juries.shares(given, budget, self._limits.sets, runs=runs, seed=seed)

        answers = self._answered({"bootstrap": draw})
        return {name: answer for name, answer in answers.items() if answer is not None}

    def _answered(self, questions: keys.Questions) -> dict[str, Any]:
        return keys.answered(questions, self._tell)

    def _tell(self, step: str) -> None:
        if self._progress is not None:
            self._progress(self._done, self._steps, step)
        self._done += 1
