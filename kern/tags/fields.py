"""Parts of widgets that come in large numbers: attributes, and the options of a select."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.template import Library
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = Library()


@register.filter
def attributes(given: Mapping[str, Any]) -> SafeString:
    """`{{ widget.attrs|attributes }}`: as Django writes them; a true one has no value, a false one
    is left out."""
    return mark_safe(  # noqa: S308  # each part is escaped
        "".join(
            f" {conditional_escape(name)}"
            if value is True
            else f' {conditional_escape(name)}="{conditional_escape(value)}"'
            for name, value in given.items()
            if value is not False
        )
    )


@register.filter
def options(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """`{{ widget.optgroups|options }}`: the options of a select, in their groups."""
    return mark_safe("".join(_grouped(groups)))  # noqa: S308  # each part is escaped


@register.filter
def choices(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """`{{ widget.optgroups|choices }}`: boxes or buttons with their labels, in their groups."""
    return mark_safe("".join(_checks(groups)))  # noqa: S308  # each part is escaped


def _checks(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> Iterator[str]:
    for group, some, _at in groups:
        if group:
            yield format_html('<p class="kern-label option-group">{}</p>\n', group)
        for each in some:
            own = {"type": each["type"], "name": each["name"], "value": each["value"]}
            of_label = {
                name: value
                for name, value in (
                    ("lang", each["attrs"].get("lang")),
                    ("for", each["attrs"].get("id")),
                )
                if value
            }
            yield (
                f'<div class="kern-form-check">\n  <input{attributes({**own, **each["attrs"]})}>\n'
                f'  <label class="kern-label"{attributes(of_label)}>'
                f"{conditional_escape(each['label'])}</label>\n</div>\n"
            )


def _grouped(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> Iterator[str]:
    for group, some, _at in groups:
        if group:
            yield format_html('\n  <optgroup label="{}">', group)
        for each in some:
            value, label = conditional_escape(each["value"]), conditional_escape(each["label"])
            yield f'\n  <option value="{value}"{attributes(each["attrs"])}>{label}</option>'
        if group:
            yield "\n  </optgroup>"
