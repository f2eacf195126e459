"""Scenarios: what if. Computed like runs, marked as what they are, never decided upon."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from competition.errors import Refusal
from competition.forms import refusals
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import queries
from reviews.forms.scenario import ScenarioForm
from reviews.models import JuryMember, Rubric
from reviews.services import selection as runs


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def scenario(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    rubric = Rubric.objects.filter(call=call).first()
    if rubric is None or rubric.locked_at is None:
        raise Refusal("scores_unlocked")
    form = _form(request, call, rubric)
    if form.is_bound and form.is_valid():
        try:
            run = runs.suppose(
                call=call,
                title=form.cleaned_data["title"],
                change=form.change(),
                by=request.user,
            )
        except Refusal as refusal:
            refusals.show(form, refusal)
        else:
            return redirect("office-run", slug=slug, public_id=run.public_id)
    context = {"call": call, "synthetic": call.is_synthetic, "form": form, "rubric": rubric}
    return render(request, "office/scenario.html", context, status=400 if form.errors else 200)


def _form(request: OfficeRequest, call: Call, rubric: Rubric) -> ScenarioForm:
    members = queries.numbered(JuryMember.objects.filter(call=call).select_related("user"))
    return ScenarioForm(
        rules=[(rule.key, rule.label) for rule in rubric.diversity_rules.all()],
        criteria=[(each.key, each.label) for each in rubric.criteria.all()],
        applications=[(each.public_id, each.municipality.name) for each in queries.admitted(call)],
        jurors=[(name, member.user.name) for name, member in members],
        data=request.POST if request.method == "POST" else None,
    )
