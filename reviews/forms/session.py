"""What is typed in the jury's session. Whether it may be so is decided by the services alone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from competition import wording
from reviews import queries
from reviews.models import Criterion
from reviews.services.deliberation import MAX_MOTION_CHARS, MAX_TEXT_CHARS
from reviews.services.session import MAX_PLACE_CHARS
from reviews.session.room import Room

MAX_COUNT = 10_000
LEAST_QUORUM = 3


def usual_quorum(members: int) -> int:
    """More than half of the members, at least three (§ 90 VwVfG), but not more than there are."""
    return min(members, max(members // 2 + 1, LEAST_QUORUM))


class OpenForm(forms.Form):
    """From how many members on the jury may vote, and where it meets."""

    quorum = forms.IntegerField(
        label=gettext_lazy("Beschlussfähig ab (Mitglieder)"),
        help_text=gettext_lazy(
            "So viele Mitglieder müssen bei einer Abstimmung im Raum sein. Befangene zählen dabei "
            "nicht mit. Üblich ist mehr als die Hälfte, mindestens drei (§ 90 VwVfG)."
        ),
        min_value=1,
        max_value=MAX_COUNT,
        widget=forms.NumberInput(attrs={"data-width": "4"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Ort"),
        help_text=gettext_lazy("Er steht in der Niederschrift."),
        max_length=MAX_PLACE_CHARS,
        required=False,
    )


class MemberForm(forms.Form):
    """One member comes or leaves."""

    member = forms.IntegerField(widget=forms.HiddenInput)


class ItemForm(forms.Form):
    """One application is called, or its discussion ends."""

    item = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """A note for the minutes; ``over`` is what the page showed as discussed (0: nothing)."""

    over = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=gettext_lazy("Vermerk"),
        help_text=gettext_lazy(
            "Er steht sofort in der Niederschrift und lässt sich nicht mehr ändern, nur ergänzen. "
            "Was eine Bewerbung betrifft, vermerken Sie, solange sie aufgerufen ist: Andere "
            "Vermerke lesen alle Mitglieder, auch Befangene."
        ),
        max_length=MAX_TEXT_CHARS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VoteForm(ItemForm):
    """A motion and the votes for it."""

    motion = forms.CharField(label=gettext_lazy("Antrag"), max_length=MAX_MOTION_CHARS)
    yes = forms.IntegerField(label=gettext_lazy("Ja"))
    no = forms.IntegerField(label=gettext_lazy("Nein"))
    abstained = forms.IntegerField(label=gettext_lazy("Enthaltungen"), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in ("yes", "no", "abstained"):
            self.fields[name].widget = forms.NumberInput(attrs={"data-width": "4", "min": 0})


class ReviseForm(ItemForm):
    """One score changed, with its reason. ``jurors``: for whom who runs the session may enter it.

    ``own``: the juror's own points by criterion, shown beside its name.
    """

    use_required_attribute = False

    def __init__(
        self,
        *,
        criteria: Sequence[Criterion],
        jurors: Sequence[tuple[str, str]] = (),
        own: dict[str, str] | None = None,
        data: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        if jurors:
            self.fields["juror"] = forms.ChoiceField(label=_("Jurymitglied"), choices=jurors)
        now = own or {}
        self.fields["criterion"] = forms.ChoiceField(
            label=_("Kriterium"), choices=[(each.key, _named(each, now)) for each in criteria]
        )
        self.fields["points"] = forms.CharField(
            label=_("Neue Punkte"),
            help_text="; ".join(_grid(criterion) for criterion in criteria),
            widget=forms.TextInput(
                attrs={"data-width": "4", "inputmode": "decimal", "autocomplete": "off"}
            ),
        )
        self.fields["reason"] = forms.CharField(
            label=_("Begründung der Änderung"),
            help_text=_("Beide Werte und die Begründung stehen in der Niederschrift."),
            max_length=MAX_TEXT_CHARS,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


def _named(criterion: Criterion, own: dict[str, str]) -> str:
    if criterion.key not in own:
        return criterion.label
    return _("%(name)s (jetzt %(points)s)") % {
        "name": criterion.label,
        "points": own[criterion.key],
    }


def _grid(criterion: Criterion) -> str:
    return _("%(name)s: %(minimum)s bis %(maximum)s in Schritten von %(step)s") % {
        "name": criterion.label,
        "minimum": wording.decimal(criterion.minimum),
        "maximum": wording.decimal(criterion.maximum),
        "step": wording.decimal(criterion.step),
    }


class CloseForm(forms.Form):
    """The end: whoever leaves applications out says that they know it."""

    def __init__(self, *, waiting: int, data: Any = None) -> None:
        super().__init__(data)
        if waiting:
            self.fields["understood"] = forms.BooleanField(
                label=_("Ich weiß, dass über %(count)s Bewerbungen nicht beraten wurde.")
                % {"count": waiting},
                error_messages={"required": _("Bitte bestätigen Sie das, oder beraten Sie noch.")},
            )


def revise_form(room: Room, *, runs: bool, data: Any = None) -> ReviseForm | None:
    """The form for the application that is discussed; None where the viewer can change nothing."""
    row = room.current
    if row is None or row.spread is None:
        return None
    there = {seat.member.pk for seat in room.seats if seat.is_present and not seat.is_out}
    given = {each.juror: each for each in row.spread.given if each.juror in there}
    viewer = room.viewer.pk if room.viewer else None
    if not given or (not runs and viewer not in given):
        return None
    names = {seat.member.pk: seat.member.user.name for seat in room.seats}
    own = given.get(viewer) if viewer else None
    return ReviseForm(
        criteria=room.criteria,
        jurors=[(str(pk), names[pk]) for pk in given] if runs else (),
        own={key: wording.decimal(queries.decimal_text(value)) for key, value in own.points.items()}
        if own and not runs
        else None,
        data=data,
        initial={"item": row.item.pk, "juror": str(viewer)},
    )
