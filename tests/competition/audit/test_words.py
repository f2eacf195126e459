"""Every act that the code can log has its sentence, and no sentence stands for nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from competition.audit import Fault, words
from competition.moves import MOVES, Actor

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
# Where acts are logged.
FLOORS = ("competition/services", "programme/services", "reviews/services")
FILES = ("api/tokens.py", "competition/audit/checking.py")


def trees() -> Iterator[ast.Module]:
    root = Path(settings.BASE_DIR)
    paths = [path for floor in FLOORS for path in (root / floor).rglob("*.py")]
    for path in sorted([*paths, *(root / name for name in FILES)]):
        yield ast.parse(path.read_text())


def test_acts_are_logged_nowhere_else() -> None:
    root = Path(settings.BASE_DIR)
    found = {
        str(path.relative_to(root))
        for app in ("api", "competition", "config", "demo", "programme", "reviews")
        for path in (root / app).rglob("*.py")
        if "audit.log(" in path.read_text()
    }
    assert sorted(name for name in found if not name.startswith(FLOORS)) == ["api/tokens.py"]


def logged() -> set[str]:
    """The codes written as ``act=`` of any call, as its first argument, or chosen by a table."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                prefix = node.value.partition(".")[0]
                if CODE.fullmatch(node.value) and prefix in words.GROUPS:
                    found.add(node.value)
            if isinstance(node, ast.Call):
                found |= _act_of(node)
    screened = {move.target for move in MOVES.values() if move.actor == Actor.OFFICE}
    return found | {f"application.{target.value}" for target in screened}


def _act_of(node: ast.Call) -> set[str]:
    """What a call of ``audit.log``, or of what a module calls its own ``_log``, says literally,
    whatever its prefix."""
    if not ast.unparse(node.func).endswith("log"):
        return set()
    acts = [each.value for each in node.keywords if each.arg == "act"] + node.args
    return {
        str(constant.value)
        for act in acts
        for constant in ast.walk(act)
        if isinstance(constant, ast.Constant) and CODE.fullmatch(str(constant.value))
    }


def test_every_act_has_its_sentence() -> None:
    acts = logged()

    assert len(acts) > 80
    assert sorted(acts - words.ACTS.keys()) == []


def test_every_sentence_has_its_act() -> None:
    assert sorted(words.ACTS.keys() - logged()) == []


@pytest.mark.parametrize("act", sorted(words.ACTS))
def test_sentences_are_whole_and_belong_to_a_group(act: str) -> None:
    assert words.sentence(act).endswith(".")
    assert act.partition(".")[0] in words.GROUPS


def test_every_fault_has_words() -> None:
    assert set(words.FAULTS) == set(Fault)


def test_unknown_act_is_told_by_its_code() -> None:
    assert words.sentence("next.version") == "next.version"


def test_group_holds_all_codes_of_its_name() -> None:
    assert words.prefixes("conflict") == words.prefixes("conflicts") == ["conflict", "conflicts"]
    assert words.prefixes("none") == []
    assert len({name for _prefix, name in words.groups()}) == len(words.groups())
