"""The funded years of a call for everybody, and what each municipality tells of its project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competition import clock
from competition.errors import Refusal
from programme import profiles
from programme.queries import overview
from programme.queries import profiles as queries


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    at = clock.now()
    found = overview.of(slug, at)
    if found is None:
        raise Refusal("not_found")
    call = found.programme.call
    context = {
        "overview": found,
        "programme": found.programme,
        "call": call,
        "synthetic": call.is_synthetic,
        "at": at + call.clock_shift,
    }
    return render(request, "public/programme/programme.html", context)


@require_safe
def profile(request: HttpRequest, slug: str, ags: str) -> HttpResponse:
    at = clock.now()
    version = queries.public_one(slug, ags, at)
    if version is None:
        raise Refusal("not_found")
    award = version.profile.award
    context = {
        "version": version,
        "profile": profiles.shown(version.content),
        "award": award,
        "call": award.call,
        "synthetic": award.call.is_synthetic,
        "has_programme": overview.is_public(award.call_id, at),
    }
    return render(request, "public/programme/profile.html", context)
