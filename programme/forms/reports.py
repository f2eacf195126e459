"""The forms of a report: its sections to write, the office's judgement, a later date."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competition.errors import Refusal
from competition.forms.as_typed import Written
from competition.forms.periods import PeriodForm
from programme.forms.money import MoneyInput, typed_form
from programme.models import Report
from programme.reports import contents
from programme.reports.money import FIELD as MONEY

MAX_REVISION = 2**31 - 1


class MoneyField(forms.Field):
    """The statement in figures as it was typed."""

    def clean(self, value: Any) -> Any:
        """Nothing is wrong with it yet."""
        return value


class SectionField(Written):
    """A section's text as it was typed; outlines are German."""

    lang = "de"


class ReportForm(forms.Form):
    """A field per section, and the statement; over the revision that was read."""

    use_required_attribute = False

    def __init__(self, report: Report, received_cents: int, data: Any = None) -> None:
        super().__init__(data.copy() if data is not None else None)
        self.report = report
        standing = contents.draft(report)
        self.fields["revision"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial["revision"] = report.revision
        for each in contents.asked(report.requirement):
            name = name_of(each["key"])
            self.fields[name] = _section(each)
            self.initial[name] = standing["sections"][each["key"]]
        if report.requirement.has_money_table:
            self.fields[MONEY] = MoneyField(
                label=_("Zahlenmäßiger Nachweis"),
                widget=MoneyInput(received_cents=received_cents),
            )
            self.initial[MONEY] = typed_form(standing["money"])

    @property
    def names(self) -> dict[str, str]:
        """The form's field by the service's."""
        asked = contents.asked(self.report.requirement)
        return {each["key"]: name_of(each["key"]) for each in asked}

    def revision(self) -> int:
        """The revision that was read. Raises ``version_required``, ``malformed``."""
        sent = str(self.data.get("revision", ""))
        if not sent:
            raise Refusal("version_required")
        if not sent.isascii() or not sent.isdigit() or int(sent[:11]) > MAX_REVISION:
            raise Refusal("malformed")
        return int(sent)

    def sections(self) -> dict[str, Any]:
        """The texts that were sent, by key."""
        return {key: self[name].data or "" for key, name in self.names.items() if name in self.data}

    def money(self) -> Any:
        """The statement that was sent; None where the report has none, or none was sent."""
        if MONEY not in self.fields or f"{MONEY}.grant.cents" not in self.data:
            return None
        return self[MONEY].data

    def yield_to(self, revision: int) -> None:
        """After a conflict: the typed text stays, and saving again means to replace theirs."""
        data: Any = self.data  # the copy made above
        data["revision"] = str(revision)

    def parts(self) -> Iterator[tuple[str, forms.BoundField | None]]:
        """The outline in order: a heading, or a section with its field."""
        for each in self.report.requirement.outline:
            name = name_of(each["key"])
            yield each["label"], self[name] if name in self.fields else None

    def place_of(self, key: str) -> str:
        """The id of the input that takes focus for a section or the statement."""
        bound: Any = self[self.names.get(key, key)]
        return str(bound.focus_id)

    def statement(self) -> forms.BoundField | None:
        """The field of the statement, where the report has one."""
        return self[MONEY] if MONEY in self.fields else None


def name_of(key: str) -> str:
    """The field of a section."""
    return f"section-{key}"


def _section(each: Mapping[str, Any]) -> SectionField:
    return SectionField(
        label=each["label"],
        help_text=each["hint"],
        max_length=each["max_chars"],
        required=each["is_required"],
        widget=forms.Textarea(attrs={"rows": 10, "data-kern-breaks": "one", "lang": "de"}),
    )


class JudgementForm(forms.Form):
    """The office's remark on a version, and a comment per section."""

    remark = Written(
        label=_("Bemerkung"),
        help_text=_(
            "Steht wörtlich im Schreiben an die Kommune. Beim Zurückgeben nötig: was fehlt, und "
            "was zu ändern ist."
        ),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-kern-breaks": "one"}),
    )

    def __init__(self, labels: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels
        for key, label in labels.items():
            self.fields[f"comment-{key}"] = Written(
                label=_("Anmerkung zu: %(label)s") % {"label": label},
                max_length=2_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "data-kern-breaks": "one"}),
            )

    @property
    def names(self) -> dict[str, str]:
        """The form's field by the service's."""
        return {key: f"comment-{key}" for key in self.labels}

    def comments(self) -> dict[str, str]:
        """What was typed, by section."""
        return {key: str(self.data.get(name, "")) for key, name in self.names.items()}

    def comment_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names.values()]


class LaterForm(PeriodForm):
    """A later date for a report, and why."""

    reason = forms.CharField(
        label=_("Begründung"),
        help_text=_("Steht wörtlich im Schreiben an die Kommune."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Bitte begründen Sie diesen Schritt.")},
    )
    field_order = ("day", "time", "reason")
