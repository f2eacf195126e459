"""Whatever anybody may write is text on every page, whoever reads it: no script, no template.

Every text of the world of the harnesses, typed by whomever, becomes an attack; then everybody opens
the pages that are meant for them.
"""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.harness.addresses import PAGES
from tests.harness.visitors import Visitors
from tests.harness.world import World

SCRIPT = "<script>alert(1)</script>"
ATTRIBUTE = "\"'><img src=x onerror=alert(1)>"
COMPUTED = "{{7*7}}{% now 'Y' %}{0.__class__}%(x)s'; DROP TABLE x;--"
HOSTILE = f"{SCRIPT}{ATTRIBUTE}{COMPUTED}"
# What no page of ours holds but by an attack.
LIVE = (SCRIPT, "<img src=x", "<class 'str'>")
# Told by the program, never by a person: it tells the letters of one kind to one address apart.
OURS = {"occasion"}
pytestmark = pytest.mark.django_db
READ = [name for name, address in PAGES.items() if not address.body]


def spoiled(value: Any, max_length: int | None = None) -> Any:
    """The value with the attack before each of its sentences; names and keys stay."""
    if isinstance(value, dict):
        return {key: spoiled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [spoiled(each) for each in value]
    if isinstance(value, str) and " " in value.strip():
        return f"{HOSTILE}{value}"[:max_length]
    return value


def spoil() -> int:
    """Spoil every text of every table; returns how many."""
    count = 0
    for model in apps.get_models():
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not getattr(field, "choices", None)
            and field.name not in OURS
        ]
        for row in model._base_manager.all():
            changed = {
                field.attname: spoiled(
                    getattr(row, field.attname), getattr(field, "max_length", None)
                )
                for field in fields
            }
            different = {
                name: value for name, value in changed.items() if value != getattr(row, name)
            }
            if different:
                model._base_manager.filter(pk=row.pk).update(**different)
                count += len(different)
    return count


def found_in(answer: Any) -> list[str]:
    """What is wrong with an answer."""
    wrong = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if answer["Content-Type"].startswith("text/html") and not answer.streaming:
        page = answer.content.decode()
        wrong += [live for live in LIVE if live in page]
        wrong += ["policy"] if "unsafe" in answer["Content-Security-Policy"] else []
    return wrong


def test_i09_i10_what_anybody_wrote_is_text(world: World) -> None:
    visitors = Visitors(world)
    assert spoil() > 300
    wrong, shown = {}, 0
    for name in READ:
        address = PAGES[name]
        answer: Any = visitors.ask(address.viewer, "GET", address.path(name, world))
        if told := found_in(answer):
            wrong[name] = told
        shown += not answer.streaming and b"&lt;script&gt;alert(1)" in answer.content
    assert wrong == {}
    assert shown > 100
