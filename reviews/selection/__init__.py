"""The exact selection: the best set under the diversity rules, every tie, and how close it was.

Standard library only. From the command line: `python -m reviews.selection FILE`, with `-` for
standard input; the file is a case, a full bundle or a public bundle of a round.
"""

from collections.abc import Mapping
from typing import Any

from reviews.selection.decision import contest, decide
from reviews.selection.parsing import parse_case
from reviews.selection.reading import CaseError
from reviews.selection.result import decision_keys, explanation_keys, standing_keys
from reviews.selection.search import Budget
from reviews.selection.standing import stand

__all__ = ["COUNT_LIMIT", "ENGINE_VERSION", "NODE_LIMIT", "CaseError", "select"]

ENGINE_VERSION = "exact-2"
COUNT_LIMIT = 10_000  # optimal sets are counted and listed up to here
NODE_LIMIT = 10_000_000  # of the decision, and once more of all explanations together


def select(
    case: Mapping[str, Any],
    *,
    explain: bool = True,
    node_limit: int | None = NODE_LIMIT,
    time_limit: float | None = None,
    count_limit: int = COUNT_LIMIT,
    certificate: bool = False,
) -> dict[str, Any]:
    """Decide a round and return the result keys of the published format as plain data.

    The result depends on the content of the case alone, not on the order of its lists (except
    the rules, whose order is part of them), nor on the machine. `node_limit` and `time_limit`
    (seconds) bound the search; beyond them the status is `not_proven` and nothing is selected,
    and explanations that could not be finished are absent. With `certificate` the visited nodes
    are reported. Raises `CaseError` with one line where the case is malformed.
    """
    parsed = parse_case(case)
    budget = Budget(node_limit, time_limit)
    given = contest(parsed, stand(parsed))
    outcome = decide(given, budget, count_limit)
    result = standing_keys(given) | decision_keys(given, outcome, count_limit)
    spent = Budget(node_limit, time_limit)
    if explain:
        result |= explanation_keys(given, outcome, spent, count_limit)
    if certificate:
        result["certificate"] = {"nodes": budget.nodes, "explanation_nodes": spent.nodes}
    return result
