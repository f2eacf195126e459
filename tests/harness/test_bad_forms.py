"""Whatever is sent to a form of the funded years: an answer that says why, and never a 500.

Every form of every page, as it came and with its fields made bad: all at once by every button, and
each alone.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from tests.harness.addresses import ACTS, FILES
from tests.harness.asked import Address
from tests.harness.forms import Form, Forms, Sent
from tests.harness.funded_addresses import PAGES
from tests.harness.visitors import Visitors
from tests.harness.world import World

pytestmark = pytest.mark.django_db
BAD: dict[str, list[str]] = {
    "nothing": [""],
    "NUL": ["a\x00b"],
    "a number too large": ["1" + "0" * 30],
    "a text too long": ["x" * 30_000],
    "two": ["a", "b"],
    "full-width digits": ["２０１７-０７-０２"],
    "turned": ["rechts\u202enach links"],
    "a day that is none": ["2017-02-30"],
    "the last day of all": ["9999-12-31T23:59"],
    "negative": ["-1"],
    "not a number": ["nan"],
    "markup": ["<script>alert(1)</script>"],
}
KEPT = {"csrfmiddlewaretoken"}
ASKED = {name: address for name, address in PAGES.items() if name not in ACTS | FILES}


def spoiled(form: Form) -> Iterator[tuple[str, Sent]]:
    """What is sent, each with a name for it."""
    names = sorted(form.names - KEPT)
    buttons = form.buttons or [("", "")]
    for button in buttons:
        yield f"{button} untouched", form.sent(button)
        for what, value in BAD.items():
            yield f"{button} all {what}", form.sent(button, **dict.fromkeys(names, value))
    for name, (what, value), button in zip(names, cycle(BAD.items()), cycle(buttons)):
        yield f"{button} {name} {what}", form.sent(button, **{name: value})
    yield "no field", {}
    yield "an act that is none", form.sent(buttons[0], act=["erfunden"])


def faults(visitors: Visitors, address: Address, path: str) -> tuple[int, list[str]]:
    """How much was asked, and what was answered wrongly."""
    page: Any = visitors.ask(address.viewer, "GET", path)
    count, wrong = 0, []
    for number, form in enumerate(Forms(page.content.decode()).found):
        for what, sent in spoiled(form):
            body: Any = sent
            answer: Any = visitors.ask(address.viewer, "POST", form.action or path, body)
            count += 1
            if answer.status_code >= 500:
                wrong.append(f"form {number}, {what}: {answer.status_code}")
            elif not answer.streaming and b"<script>alert(1)" in answer.content:
                wrong.append(f"form {number}, {what}: markup")
    return count, wrong


@pytest.mark.parametrize("name", ASKED)
def test_bad_fields_are_answered(world: World, name: str) -> None:
    address = ASKED[name]
    _count, wrong = faults(Visitors(world), address, address.path(name, world))
    assert wrong == []


def test_forms_are_asked(world: World) -> None:
    """What the test above asks is not nothing."""
    address = ASKED["event"]
    count, _wrong = faults(Visitors(world), address, address.path("event", world))
    assert count > len(BAD) + 4  # a form of four fields
