"""What the page says back: errors, alerts, progress, messages."""

from __future__ import annotations  # BaseFormSet is generic for the type checker only

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template import Library
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

MESSAGE_KINDS = {
    messages.DEBUG: "info",
    messages.INFO: "info",
    messages.SUCCESS: "success",
    messages.WARNING: "warning",
    messages.ERROR: "danger",
}


class Problem(NamedTuple):
    """One line of the error summary: where it leads ("" for the whole form) and what is wrong."""

    focus_id: str
    label: str
    message: str
    lang: str = ""


@register.inclusion_tag("kern/components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet[Any] | None) -> dict[str, list[Problem]]:
    """All errors of the forms as links to the fields; nothing while there are none."""
    return {"problems": [problem for form in forms if form for problem in _problems(form)]}


@register.simple_block_tag
def alert(content: str, kind: str, title: str, level: int = 2) -> SafeString:
    """A framed notice. `level` is the level of its heading in the page's outline."""
    return render_to_string(
        "kern/components/alert.html",
        {"kind": kind, "title": title, "level": level, "content": content.strip()},
    )


@register.simple_tag(takes_context=True)
def kern_messages(context: Context) -> SafeString:
    """Django's messages as alerts, announced to screen readers."""
    notes = [(MESSAGE_KINDS.get(m.level, "info"), m.message) for m in context.get("messages") or ()]
    return render_to_string("kern/components/messages.html", {"notes": notes})


@register.inclusion_tag("kern/components/progress.html")
def progress_steps(current: int, total: int, label: str = "") -> dict[str, Any]:
    """ "Schritt 2 von 4: Konzept" and its bar."""
    return {"current": current, "total": total, "label": label, "is_steps": True}


@register.inclusion_tag("kern/components/progress.html")
def progress_bar(done: int, total: int, label: str) -> dict[str, Any]:
    """ "Bewertungen: 18 von 26" and its bar."""
    return {"current": done, "total": total, "label": label, "is_steps": False}


@register.simple_tag
def loader(text: str) -> SafeString:
    """Something is being computed; the text is announced, the circle is decoration."""
    return format_html(
        '<div class="loader" role="status"><span class="kern-loader kern-loader--visible"'
        ' aria-hidden="true"></span><p>{}</p></div>',
        text,
    )


def _problems(form: BaseForm | BaseFormSet[Any]) -> Iterator[Problem]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (Problem("", "", str(error)) for error in form.non_form_errors())
        for member in form.forms:
            yield from _problems(member)
        return
    yield from (Problem("", "", str(error)) for error in form.non_field_errors())
    for field in form:
        for error in field.errors:
            label = "" if field.is_hidden else str(field.label).rstrip(".:")
            focus_id = getattr(field, "focus_id", field.id_for_label)
            yield Problem(focus_id, label, str(error), getattr(field, "lang", ""))
