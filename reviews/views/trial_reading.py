"""The office's own trial application beside the rubric, as a juror would read and judge it.

Nothing can be saved: there is no form to send, no juror and no application.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import drafts, reading, trials
from competition.views.office.access import OfficeRequest, call_of, office_only
from reviews.forms.review import ReviewForm
from reviews.models import Rubric


@require_safe
@office_only
def trial_reading(request: OfficeRequest, slug: str) -> HttpResponse:
    call = call_of(slug)
    rubric = Rubric.objects.filter(call=call).prefetch_related("criteria").first()
    stored = trials.own(call, request.user)
    questions = list(call.questions.all())
    found = trials.read(call, questions, stored)
    form = rubric and ReviewForm(
        criteria=rubric.criteria.all(), review=None, may_abstain=rubric.abstention_allowed
    )
    context: dict[str, Any] = {
        "call": call,
        "synthetic": call.is_synthetic,
        "trial": stored,
        "title": found.held.get(drafts.TITLE_KEY, ""),
        # The title is the page's heading, as it is for jurors.
        "passages": [
            each
            for each in reading.shown(found.document, questions)
            if each.key != drafts.TITLE_KEY
        ],
        "rubric": rubric,
        "form": form,
    }
    return render(request, "office/trial_reading.html", context)
