"""What the site says about itself: the operator's words, and beside them the house's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from competition import site_texts
from competition.models.site_text import SitePage
from competition.site_texts import GERMAN


@require_safe
def page(request: HttpRequest, name: SitePage) -> HttpResponse:
    """One page; ``name`` stands with its address."""
    own = site_texts.shown(name, get_language() or GERMAN)
    return render(request, f"public/{name}.html", {"own": own})


@require_safe
def easy_language(request: HttpRequest) -> HttpResponse:
    own = site_texts.shown(SitePage.EASY_LANGUAGE, GERMAN)
    context = {"text": own or site_texts.easy_language(), "own": own}
    return render(request, "public/easy_language.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    own = site_texts.shown(SitePage.ACCESSIBILITY, get_language() or GERMAN)
    easy = site_texts.shown(SitePage.EASY_LANGUAGE, GERMAN)
    context = {
        "own": own,
        "assessed_on": site_texts.ASSESSED_ON,
        "is_easy_tried": bool(easy and easy.review_note),
        "has_signs": site_texts.shown(SitePage.SIGN_LANGUAGE, GERMAN) is not None,
    }
    return render(request, "public/accessibility.html", context)
