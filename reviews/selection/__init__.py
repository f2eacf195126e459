"""The exact selection: the best set under the diversity rules, every tie, and how close it was.

Standard library only. From the command line: `python -m reviews.selection FILE`, with `-` for
standard input; the file is a case, a full bundle or a public bundle of a round. The keys of the
result are described in docs/selection.md.
"""

from collections.abc import Callable, Mapping
from typing import Any

from reviews.selection.bootstrap import SEED
from reviews.selection.computation import COUNT_LIMIT, NODE_LIMIT, Computation, Limits
from reviews.selection.parsing import parse_case
from reviews.selection.reading import CaseError

__all__ = ["COUNT_LIMIT", "ENGINE_VERSION", "NODE_LIMIT", "CaseError", "select"]

ENGINE_VERSION = "exact-2"


def select(
    case: Mapping[str, Any],
    *,
    explain: bool = True,
    insight: bool = False,
    bootstrap: int = 0,
    bootstrap_seed: str = SEED,
    node_limit: int | None = NODE_LIMIT,
    time_limit: float | None = None,
    count_limit: int = COUNT_LIMIT,
    certificate: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, Any]:
    """Decide a round and return the result keys of the published format as plain data.

    The result depends on the content of the case alone, not on the order of its lists (except
    the rules, whose order is part of them), nor on the machine. `insight` adds one key of that
    name: classes, flip distances, near ties; with it `bootstrap` says how many juries are drawn
    for the shares (0: none). `node_limit` and `time_limit` (seconds) bound the decision, and once
    more all that explains it; beyond them the status is `not_proven` and nothing is selected, and
    explanations that could not be finished are absent. With `certificate` the visited nodes and
    the upper bound are reported. `progress` is told before each step how many are done, of how
    many, and the step's key. Raises `CaseError` with one line where the case is malformed.
    """
    computation = Computation(
        parse_case(case), Limits(node_limit, time_limit, count_limit), progress
    )
    return computation.run(
        explain=explain,
        insight=insight,
        bootstrap=(bootstrap, bootstrap_seed),
        certificate=certificate,
    )
