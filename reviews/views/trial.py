"""The rubric tried out on an invented application. Reading only: points come with the address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.errors import Refusal
from competition.forms import refusals
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.forms.trial import TrialForm
from reviews.models import Rubric
from reviews.rubric import trial as trials


@require_safe
@office_only
def trial(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    rubric = Rubric.objects.filter(call=call).select_related("call").first()
    criteria = list(rubric.criteria.all()) if rubric else []
    form = TrialForm(criteria=criteria, data=request.GET)
    outcome = None
    if rubric and form.is_valid():
        try:
            outcome = trials.outcome(rubric, criteria, trials.read(criteria, form.typed()))
        except Refusal as refusal:
            refusals.show(form, refusal)
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rubric": rubric,
        "form": form,
        "outcome": outcome,
    }
    status = 400 if form.errors else 200
    return render(request, "office/rubric/trial.html", context, status=status)
