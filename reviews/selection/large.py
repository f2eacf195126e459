"""Good prices for large rounds from the linear relaxation, by HiGHS: the optional extra `large`.

HiGHS calculates in floating point, so it only *proposes*: its dual values are rounded to the
whole prices of `multipliers`, for which the upper bound holds whatever they are. Everything that
decides stays with the exact integers of `engine`; a bad proposal makes them slower, never wrong.
Where the package is not installed, or has no answer in time, the engine finds its own prices.
Source: Q. Huangfu, J. A. J. Hall, Parallelizing the dual revised simplex method, Mathematical
Programming Computation 10 (2018).
"""

import importlib
from functools import cache
from typing import Any

from reviews.selection.multipliers import FINENESS, Prices, priced
from reviews.selection.problem import Problem

FROM_SIZE = 500  # candidates; up to here the engine's own prices are found faster
SECONDS = 10.0


@cache
def highs() -> Any:
    """The package, imported when it is first needed; None where it is not installed."""
    try:
        return importlib.import_module("highspy")
    except ImportError:
        return None


def proposed_prices(problem: Problem, above: int = FROM_SIZE) -> Prices | None:
    """Prices from the dual values of the linear relaxation; None: find your own.

    Only for problems with more than `above` candidates and at least one rule.
    """
    if problem.size <= above or not problem.rules or (package := highs()) is None:
        return None
    solver = package.Highs()
    for option, value in (
        *(("output_flag", False), ("threads", 1), ("random_seed", 0)),
        *(("time_limit", SECONDS), ("solver", "simplex")),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_relaxation(problem, package))
    solver.run()
    if solver.getModelStatus() != package.HighsModelStatus.kOptimal:
        return None
    duals = list(solver.getSolution().row_dual)[1:]  # the first row is the number of seats
    return priced(problem, [round(dual * FINENESS) for dual in duals])


def _relaxation(problem: Problem, package: Any) -> Any:
    """Maximise the sum of values, each candidate from 0 to 1; row 0: the seats, then the rules."""
    rows: list[list[int]] = [list(range(problem.size)), *(sorted(r.members) for r in problem.rules)]
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    model = package.HighsLp()
    model.num_col_, model.num_row_ = problem.size, len(rows)
    model.sense_ = package.ObjSense.kMaximize
    model.col_cost_ = [float(value) for value in problem.values]
    model.col_lower_, model.col_upper_ = [0.0] * problem.size, [1.0] * problem.size
    model.row_lower_ = [float(each) for each in (problem.seats, *(r.least for r in problem.rules))]
    model.row_upper_ = [float(each) for each in (problem.seats, *(r.most for r in problem.rules))]
    model.a_matrix_.format_ = package.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = [each for row in rows for each in row]
    model.a_matrix_.value_ = [1.0] * starts[-1]
    return model
