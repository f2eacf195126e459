"""Placeholders: names in braces, and no code."""

import pytest

from competition.letters import placeholders
from competition.letters.placeholders import MOST_FAULTS, Fault

VALUES = {"kommune": "Beispielstadt", "summe": "50.000,00 €", "leer": "", "zeilen": "- a\n\n\n- b"}


def render(text: str) -> str:
    return placeholders.render(text, VALUES)


def faults(text: str, *needed: str) -> list[Fault]:
    return placeholders.faults(text, known=VALUES, needed=needed)


def test_names_are_replaced_wherever_they_stand() -> None:
    assert render("{kommune}: {summe} für {kommune}") == (
        "Beispielstadt: 50.000,00 € für Beispielstadt"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{{7*7}}", "{7*7}"),
        ("{{kommune}}", "{kommune}"),
        ("{{{kommune}}}", "{Beispielstadt}"),
        ("{{% now 'Y' %}}", "{% now 'Y' %}"),
        ("100 % von $x", "100 % von $x"),
    ],
)
def test_doubled_braces_are_braces_and_nothing_is_computed(typed: str, said: str) -> None:
    assert faults(typed) == []
    assert render(typed) == said


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("{0.__class__}", "0.__class__"),
        ("{kommune.pk}", "kommune.pk"),
        ("{kommune!r}", "kommune!r"),
        ("{% now 'Y' %}", "% now 'Y' %"),
        ("{ kommune }", " kommune "),
        ("{}", ""),
        ("{Kommune}", "Kommune"),
        ("{{{7*7}}}", "7*7"),
    ],
)
def test_anything_else_in_braces_is_unknown_and_stays_as_written(typed: str, name: str) -> None:
    assert faults(typed) == [Fault("unknown", name, 1)]
    assert "49" not in render(typed)
    assert "class '" not in render(typed)


@pytest.mark.parametrize("typed", ["a\n{kommune", "a\nkommune}", "\n{kommune\n", "\n{{kommune}"])
def test_brace_alone_is_a_fault_of_its_line(typed: str) -> None:
    assert [(fault.what, fault.line) for fault in faults(typed)] == [("brace", 2)]


def test_braces_inside_braces_are_two_faults() -> None:
    assert [fault.what for fault in faults("{kommune{summe}")] == ["brace"]
    assert [fault.what for fault in faults("{kommune{x}}")] == ["brace", "unknown", "brace"]


def test_what_the_law_needs_is_missed() -> None:
    assert faults("{kommune}", "kommune", "summe") == [Fault("missing", "summe")]
    assert faults("{{summe}}", "summe") == [Fault("missing", "summe")]


def test_many_faults_are_told_up_to_a_limit() -> None:
    assert len(faults("{x} " * 5000, "summe")) == MOST_FAULTS + 1
    assert len(faults("{" + "x" * 10_000 + "}")[0].name) == placeholders.SHOWN


def test_i09_values_are_never_read_for_placeholders() -> None:
    values = {"kommune": "{summe} {{7*7}} {% now %}", "summe": "1"}
    assert placeholders.render("{kommune}", values) == "{summe} {{7*7}} {% now %}"


def test_line_with_nothing_to_say_goes_with_its_blank_line() -> None:
    assert render("a\n\n{leer}\n\nb") == "a\n\nb"
    assert render("a {leer}b") == "a b"


def test_blank_lines_inside_a_value_stay() -> None:
    assert render("{zeilen}\n\nb") == "- a\n\n\n- b\n\nb"


def test_names_come_once_and_in_order() -> None:
    assert placeholders.names("{b} {{c}} {a} {b}") == ["b", "a"]
