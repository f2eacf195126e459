"""The link sent to whoever commented, and the page on which they confirm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition import clock
from competition import link_secrets as secrets
from competition.accounts import links
from competition.errors import Refusal
from programme.models import Comment
from programme.queries import consultations as reads
from programme.services import comments

OPENED = "comment_link"


@never_cache
@require_safe
def link(_request: HttpRequest, secret: str) -> HttpResponse:
    return links.put_aside(secret, name=OPENED, to=reverse("comment-confirm"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """A button, not the link itself: programs that open links for safety confirm nothing."""
    secret = links.taken(request, OPENED)
    if request.method != "POST":
        return _page(request, secret)
    try:
        comments.confirm(secret=secret)
    except Refusal as refusal:
        return _page(request, secret, refusal)
    return _page(request, secret)


def _page(request: HttpRequest, secret: str, refusal: Refusal | None = None) -> HttpResponse:
    found = reads.of_secret(secrets.digest(secret)) if secret else None
    if secret and not refusal and (found is None or _is_lapsed(found)):
        refusal = Refusal("link_used")
    context = {
        "comment": None if refusal else found,
        "refusal": refusal,
        "synthetic": bool(found and found.section.consultation.programme.call.is_synthetic),
    }
    status = refusal.status if refusal else 200
    return render(request, "public/programme/comment_confirm.html", context, status=status)


def _is_lapsed(comment: Comment) -> bool:
    at = clock.now(comment.section.consultation.programme.call)
    return comment.confirmed_at is None and at >= comment.confirm_until_at
