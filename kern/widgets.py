"""Widgets that Django has not: choices that each take a text of their own."""

from typing import Any

from django import forms
from django.http import QueryDict


class ChoicesWithTexts(forms.CheckboxSelectMultiple):
    """Tick boxes, each with a text area beneath that belongs to it.

    Its value is what a form sends, a list of rows ``{"value", "is_ticked", "text"}``, or what is
    stored, a dict from ticked choice to text. Without script all text areas are seen; with it those
    of unticked choices are hidden and not sent.
    """

    template_name = "kern/widgets/choices_with_texts.html"
    is_group = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        choices: Any = (),
        text_label: str = "",
        limit: int | None = None,
        limit_hint: str = "",
    ) -> None:
        super().__init__(attrs, choices)
        self.text_label, self.limit, self.limit_hint = text_label, limit, limit_hint

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        ticked, texts = _read(value)
        context: dict[str, Any] = super().get_context(name, ticked, attrs)
        options = [each for _group, some, _at in context["widget"]["optgroups"] for each in some]
        context["widget"]["rows"] = [
            {"option": option, "name": f"{name}.{at}", "text": texts.get(str(option["value"]), "")}
            for at, option in enumerate(options)
        ]
        context["widget"] |= {
            "text_label": self.text_label,
            "limit": self.limit,
            "limit_hint": self.limit_hint,
            "lang": self.attrs.get("lang", ""),
        }
        return context

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[dict[str, Any]]:
        """Every choice that is ticked or has a text, as it was sent, unknown ones included."""
        sent = data.getlist(name) if isinstance(data, QueryDict) else list(data.get(name, []))
        known = [str(value) for value, _label in self.choices]
        rows = [
            {"value": value, "is_ticked": value in sent, "text": data.get(f"{name}.{at}", "")}
            for at, value in enumerate(known)
            if value in sent or data.get(f"{name}.{at}", "").strip()
        ]
        strange = [value for value in dict.fromkeys(sent) if value not in known]
        return rows + [{"value": value, "is_ticked": True, "text": ""} for value in strange]

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return False


def _read(value: Any) -> tuple[list[str], dict[str, str]]:
    """What is ticked, and the texts by choice."""
    if isinstance(value, dict):
        return list(value), value
    rows = value or []
    return [row["value"] for row in rows if row["is_ticked"]], {
        row["value"]: row["text"] for row in rows
    }
