"""What is typed into a form is kept as letters, without marks that turn or hide (I11).

Every form of every page, by whom it is meant for, with such a mark in each field for writing.
"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.harness.addresses import ACTS, FILES, PAGES
from tests.harness.forms import Form, Forms
from tests.harness.visitors import Visitors
from tests.harness.world import World

pytestmark = pytest.mark.django_db
TURNS = "\u202e"
FORMS = {name: address for name, address in PAGES.items() if name not in ACTS | FILES}
WRITES = ("INSERT", "UPDATE")


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    return Visitors(world)


def sent(form: Form, text: str, names: set[str], button: tuple[str, str]) -> Any:
    """The form with ``text`` in these fields, and something in all others that were empty."""
    filled = {name: ["Grund"] for name in form.texts if not any(form.fields.get(name, [""]))}
    ticked = {name: ["on"] for name in form.names - form.fields.keys()}
    return form.sent(button, **{**ticked, **filled, **{name: [text] for name in names}})


def stored(visitors: Visitors, name: str, path: str, mark: str) -> list[str]:
    """The statements that write the mark, each with its form and field."""
    address, found = FORMS[name], []
    page: Any = visitors.ask(address.viewer, "GET", path)
    for number, form in enumerate(Forms(page.content.decode()).found):
        for button in form.buttons or [("", "")]:
            for names in [{each} for each in sorted(form.texts)]:
                body = sent(form, f"Gr{mark}n im Text", names, button)
                with CaptureQueriesContext(connection) as captured:
                    visitors.ask(address.viewer, "POST", form.action or path, body)
                found += [
                    f"form {number} {button} {names}: {each['sql'][:60]}"
                    for each in captured.captured_queries
                    if each["sql"].startswith(WRITES) and is_held(mark, each["sql"])
                ]
    return found


def is_held(mark: str, statement: str) -> bool:
    """JSON and sessions hold a letter by its number."""
    numbered = mark.encode("ascii", "backslashreplace").decode()
    return mark in statement or numbered in statement


@pytest.mark.parametrize("name", FORMS)
def test_i11_what_turns_is_kept_by_no_form(world: World, visitors: Visitors, name: str) -> None:
    assert stored(visitors, name, FORMS[name].path(name, world), TURNS) == []
