"""The KERN look for every Django form: renderer, bound field and two date widgets."""

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.template import TemplateDoesNotExist
from django.utils import formats
from django.utils.translation import gettext as _

INPUT_CLASS = "kern-form-input__input"
SELECT_CLASS = "kern-form-input__select"
CHECKBOX_CLASS = "kern-form-check__checkbox"
RADIO_CLASS = "kern-form-check__radio"
# Widgets whose templates in Django are one `<input>` and no more.
PLAIN_INPUTS = frozenset(
    (
        *("checkbox", "color", "date", "datetime", "email", "file", "hidden", "number"),
        *("password", "search", "tel", "text", "time", "url"),
    )
)


class DateInput(forms.DateInput):
    """A day, picked in the browser's own calendar; its value is written in ISO 8601."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Typed text that is no ISO date stays visible: a calendar would show an empty field."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_iso_day(shown):
            context["widget"]["type"] = "text"
        return context


def _is_iso_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class DateTimeInput(forms.DateTimeInput):
    """A day and a time of the current time zone, picked in the browser; to the minute."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class KernBoundField(BoundField):
    """A form field that knows its KERN classes, its limit and where an error link leads."""

    @property
    def layout(self) -> str:
        """The template of the field's frame: a group, a single tick box or a labelled input."""
        widget = self.field.widget
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget)):
            return "kern/fields/group.html"
        if isinstance(widget, forms.SelectDateWidget) or getattr(widget, "is_group", False):
            return "kern/fields/group.html"
        if isinstance(widget, forms.CheckboxInput):
            return "kern/fields/check.html"
        return "kern/fields/input.html"

    @property
    def use_fieldset(self) -> bool:
        """Only true groups get a legend: a file input is one input, whatever Django says."""
        return self.layout == "kern/fields/group.html"

    @property
    def lang(self) -> str:
        """The language of label, hint and choices, where it is not that of the page."""
        return getattr(self.field, "lang", "")

    @property
    def limit(self) -> int | None:
        """The most characters a text area may hold, for the hint and the counter."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def limit_hint(self) -> str:
        """The limit in words, "" without one."""
        if self.limit is None:
            return ""
        number = formats.number_format(self.limit, force_grouping=True)
        return _("Höchstens %(number)s Zeichen.") % {"number": number}

    @property
    def focus_id(self) -> str:
        """The id of the first element that takes focus: where the error summary must lead.

        A group of radio buttons has no focus of its own, its first button has.
        """
        widget = self.field.widget
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            options = self.subwidgets
            return options[0].id_for_label if options else ""
        if isinstance(widget, forms.MultiWidget):
            return f"{self.auto_id}_0"
        if first := getattr(widget, "first_part", ""):
            return f"{self.auto_id}{first}"
        return self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint, limit and error, in reading order."""
        own: str | None = self.field.widget.attrs.get("aria-describedby")
        if own or self.is_hidden or not self.auto_id:
            return own
        parts = {"helptext": self.help_text, "limit": self.limit_hint, "error": self.errors}
        return " ".join(f"{self.auto_id}_{name}" for name, text in parts.items() if text) or None

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Django's attributes, the KERN classes, and no `maxlength` where there is a counter.

        `maxlength` cuts off what is pasted without saying so; the server's check does not.
        """
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            own = [widget.attrs.get("class", ""), str(attrs.get("class", ""))]
            built["class"] = " ".join(filter(None, [*self._classes(widget), *own]))
        if self.limit is not None and isinstance(widget, forms.Textarea):
            built |= {"maxlength": False, "data-kern-limit": str(self.limit)}
        return built

    def _classes(self, widget: forms.Widget) -> list[str]:
        if isinstance(widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
            base = CHECKBOX_CLASS  # asked first: Django's tick boxes are a kind of radio buttons
        elif isinstance(widget, forms.RadioSelect):
            base = RADIO_CLASS
        elif isinstance(widget, (forms.Select, forms.SelectDateWidget)):
            base = SELECT_CLASS
        else:
            base = INPUT_CLASS
        return [base, f"{base}--error"] if self.errors else [base]


class KernRenderer(TemplatesSetting):
    """Renders forms with kern's templates, and with Django's where kern has none of its own.

    A widget asks for `django/forms/widgets/radio.html`; `kern/widgets/radio.html` answers when
    it exists. Django's own form templates need not be in INSTALLED_APPS.
    """

    form_template_name = "kern/form.html"
    formset_template_name = "kern/formset.html"
    field_template_name = "kern/field.html"
    bound_field_class = KernBoundField

    def __init__(self) -> None:
        self.django = DjangoTemplates()
        self.own: dict[str, str] = {}

    def get_template(self, template_name: str) -> Any:
        """kern's version of a widget, else the project's template, else the one in Django."""
        if known := self.own.get(template_name):
            return super().get_template(known)
        for name in _names(template_name):
            try:
                template = super().get_template(name)
            except TemplateDoesNotExist:
                continue
            self.own[template_name] = name
            return template
        return self.django.get_template(template_name)


def _names(template_name: str) -> list[str]:
    """What is looked for: kern's widget of that name, kern's one of all plain inputs, the name."""
    folder, _, name = template_name.rpartition("/")
    if folder != "django/forms/widgets":
        return [template_name]
    plain = ["kern/widgets/input.html"] if name.removesuffix(".html") in PLAIN_INPUTS else []
    return [f"kern/widgets/{name}", *plain, template_name]
