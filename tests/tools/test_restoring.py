"""Comparing what a database held with what came back from its dump."""

from tools.restoring import Database, differences


def test_tables_that_came_back_as_they_were_differ_in_nothing() -> None:
    told = {"competition_receipt": (2, "17"), "competition_call": (0, "0")}
    assert differences(told, dict(told)) == []


def test_every_difference_is_a_sentence() -> None:
    before = {"one": (2, "17"), "two": (2, "17"), "three": (1, "5")}
    after = {"one": (1, "17"), "two": (2, "18"), "four": (1, "5")}
    assert differences(before, after) == [
        "The table four was not there before.",
        "one has 1 rows instead of 2.",
        "The table three is missing.",
        "two has as many rows as before, but not the same ones.",
    ]


def test_another_database_of_the_same_server_keeps_place_and_password() -> None:
    site = Database("postgres://site:p%40ss@db.example:5433/site")
    assert site.named("drill_1").address == "postgres://site:p%40ss@db.example:5433/drill_1"
    assert site.name == "site"
