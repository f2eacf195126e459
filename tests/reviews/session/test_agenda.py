"""The agenda against every possible order, and what its order must not tell."""

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest

from reviews.session import agenda
from reviews.session.agenda import Topic, changes, order

JURORS = "ABCDEF"


def topics_of(*sets: str) -> list[Topic]:
    """Applications 0, 1, …, each with who is out."""
    return [Topic(str(at), frozenset(out)) for at, out in enumerate(sets)]


def passing(topics: list[Topic], ids: list[str]) -> int:
    out = {topic.id: topic.out for topic in topics}
    return changes(out[each] for each in ids)


def random_topics(seed: int, most: int) -> list[Topic]:
    random = Random(seed)  # noqa: S311  # repeatable on purpose
    return [
        Topic(
            f"{at:02}",
            frozenset(random.sample(JURORS, random.choice((0, 0, 1, 1, 2, 3)))),
            Fraction(random.randint(0, 6), 2),
        )
        for at in range(random.randint(1, most))
    ]


def test_the_same_people_leave_once_and_come_back_once() -> None:
    topics = topics_of("A", "", "A", "B", "", "A")
    assert passing(topics, order(topics)) == 4


def test_leaving_is_joined_where_sets_overlap() -> None:
    topics = topics_of("A", "BC", "AB", "C")
    assert passing(topics, order(topics)) == 6


@pytest.mark.parametrize("seed", range(40))
def test_no_order_of_up_to_seven_applications_is_better(seed: int) -> None:
    topics = random_topics(seed, 7)
    found = order(topics)
    assert sorted(found) == [topic.id for topic in topics]
    out = {topic.id: topic.out for topic in topics}
    best = min(changes(out[each] for each in ids) for ids in permutations(found))
    assert passing(topics, found) == best


@pytest.mark.parametrize("seed", range(20))
def test_beyond_the_exact_limit_never_more_than_twice_the_optimum(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = random_topics(seed, 14)
    exact = passing(topics, order(topics))
    monkeypatch.setattr(agenda, "EXACT_UP_TO", 0)
    near = passing(topics, order(topics))
    assert exact <= near <= 2 * exact


def test_a_hundred_different_sets_take_a_moment() -> None:
    names = [str(number) for number in range(100)]
    topics = [Topic(name, frozenset({name, names[at // 2]})) for at, name in enumerate(names)]
    assert sorted(order(topics)) == sorted(names)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_arguments_does_not_matter(seed: int) -> None:
    topics = random_topics(seed, 20)
    shuffled = Random(seed).sample(topics, len(topics))  # noqa: S311  # repeatable on purpose
    assert order(shuffled) == order(topics)


def test_among_equals_the_most_disputed_comes_first() -> None:
    topics = [Topic("a"), Topic("b", dispute=Fraction(3)), Topic("c", dispute=Fraction(1, 2))]
    assert order(topics) == ["b", "c", "a"]


def test_the_open_ones_come_first_where_it_costs_nothing() -> None:
    topics = [Topic("a", frozenset("A")), Topic("b", dispute=Fraction(1))]
    assert order(topics) == ["b", "a"]


@pytest.mark.parametrize("seed", range(20))
def test_the_order_tells_nothing_about_applications_with_somebody_out(seed: int) -> None:
    topics = random_topics(seed, 12)
    others = [
        Topic(topic.id, topic.out, Fraction(99) if topic.out else topic.dispute) for topic in topics
    ]
    assert order(others) == order(topics)


def test_an_empty_agenda_has_no_order() -> None:
    assert order([]) == []
