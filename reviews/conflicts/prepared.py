"""A condition of a fixed shape whose SQL Django builds once per process, not once per request.

The condition is written as any other, with querysets, and stays the only place where it is said.
What is kept is its text alone, with a gap per operand: neither a value nor an answer.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Self

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, Q, Value
from django.db.models.expressions import RawSQL
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

GAP = re.compile(r"«(\w+)»")
# Names of tables inside, as Django gives them; outside the same ones may stand for other tables.
INNER, INSIDE = re.compile(r"\b([T-Z]\d+)\b"), "gate_"

Condition = Callable[..., Q]


class Prepared(Expression):
    """``condition(**operands)`` as an expression. Operands are keys, rows, None (equal to nothing)
    or expressions of the query in which it stands: ``F``, ``OuterRef``, ``Value``."""

    conditional = True

    def __init__(self, condition: Condition, **operands: Any) -> None:
        super().__init__(output_field=BooleanField())
        self.condition = condition
        self.names = tuple(operands)
        self.operands = [_expression(each) for each in operands.values()]

    def get_source_expressions(self) -> list[Any]:
        return self.operands

    def set_source_expressions(self, exprs: Any) -> None:
        self.operands = list(exprs)

    def copy(self) -> Self:
        copied = super().copy()
        copied.operands = list(self.operands)
        return copied

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        given = {
            name: compiler.compile(operand)
            for name, operand in zip(self.names, self.operands, strict=True)
        }
        sql: list[str] = []
        params: list[Any] = []
        for text, own, name in _pieces(self.condition, self.names, connection.alias):
            sql.append(text)
            params.extend(own)
            if name:
                sql.append(given[name][0])
                params.extend(given[name][1])
        return "".join(sql), tuple(params)


def _expression(operand: Any) -> Any:
    if hasattr(operand, "resolve_expression"):
        return operand
    return Value(getattr(operand, "pk", operand))


@lru_cache
def _pieces(
    condition: Condition, names: tuple[str, ...], alias: str
) -> tuple[tuple[str, tuple[Any, ...], str], ...]:
    """The text up to each gap, its own parameters, and the operand in the gap ("" at the end)."""
    gaps = {name: RawSQL(f"«{name}»", ()) for name in names}  # noqa: S611  # no value is in it
    # Without a model, as Django asks for the condition of a constraint.
    query = Query(None)
    where = query.build_where(condition(**gaps))
    sql, params = where.as_sql(query.get_compiler(alias), connections[alias])
    if INSIDE in sql:
        raise TypeError(f"{condition.__name__} has a prepared condition in it: name tables once")
    rest, pieces = list(params), []
    for at, text in enumerate(split := GAP.split(INNER.sub(rf"{INSIDE}\1", sql))):
        if at % 2 == 0:
            count = text.count("%s")
            name = split[at + 1] if at + 1 < len(split) else ""
            pieces.append((text, tuple(rest[:count]), name))
            rest = rest[count:]
    return tuple(pieces)
