"""Keys made from what people name."""

import pytest

from competition.keys import key


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("Überzeugungskraft", "ueberzeugungskraft"),
        ("  Wie groß?  ", "wie-gross"),
        ("🎉", "frage"),
        ("Ａbc", "abc"),
        ("x" * 60, "x" * 40),
    ],
)
def test_key_is_plain(label: str, made: str) -> None:
    assert key(label, (), nameless="frage") == made


def test_key_is_free() -> None:
    assert key("x" * 60, {"x" * 40, f"{'x' * 38}-2"}, nameless="frage") == f"{'x' * 38}-3"
