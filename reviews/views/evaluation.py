"""How the jury has scored, after the scores are locked: for the office and for the chair."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition.accounts import second_factor
from competition.models import Call
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews import evaluation, policies
from reviews.models import JuryMember, Rubric


@require_safe
@office_only
def office(request: OfficeRequest, slug: str) -> HttpResponse:
    return _page(request, call_of(slug), "office/evaluation.html")


@login_required
@require_safe
def jury(request: HttpRequest, slug: str) -> HttpResponse:
    chair = policies.require_chair(request.user, slug)
    second_factor.require(request)
    return _page(request, chair.call, "jury/evaluation.html", chair)


def _page(
    request: HttpRequest, call: Call, template: str, reader: JuryMember | None = None
) -> HttpResponse:
    rubric = Rubric.objects.filter(call=call).first()
    is_open = policies.may_evaluate(rubric).allowed
    context = {
        "call": call,
        "synthetic": call.is_synthetic,
        "rubric": rubric,
        "evaluation": evaluation.of(call, reader=reader) if is_open else None,
        "is_chair": reader is not None,
    }
    return render(request, template, context)
