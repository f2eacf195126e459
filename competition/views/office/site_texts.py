"""The operator's texts of the site: which there are, and one with its versions and a preview."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competition import site_texts as texts
from competition.errors import Refusal
from competition.forms.refusals import show
from competition.forms.site_text import SiteTextForm
from competition.models import SiteText
from competition.models.site_text import SitePage
from competition.services import site_texts as service
from competition.views.office.access import OfficeRequest, office_only

MOST_VERSIONS = 20


@require_safe
@office_only
def site_texts(request: OfficeRequest) -> HttpResponse:
    rows = texts.newest().select_related("saved_by")
    known = {(each.page, each.language): each for each in rows}
    languages = dict(settings.LANGUAGES)
    listed = [
        (page, section, code, languages[code], known.get((page.value, code)))
        for section, page in texts.SECTIONS.items()
        for code in texts.languages_of(page)
    ]
    return render(request, "office/site_texts.html", {"rows": listed})


@require_http_methods(["GET", "HEAD", "POST"])
@office_only
def site_text(request: OfficeRequest, section: str, language: str) -> HttpResponse:
    page = texts.SECTIONS.get(section)
    if page is None or language not in texts.languages_of(page):
        raise Refusal("not_found")
    if request.method != "POST":
        return _page(request, page, language, _begun(request, page, language))
    form = SiteTextForm(request.POST)
    if not form.is_valid():
        return _page(request, page, language, form, status=400)
    if request.POST.get("act") == "preview":
        preview = texts.Shown(form.cleaned_data["text"], language)
        return _page(request, page, language, form, preview=preview)
    try:
        service.save(page=page, language=language, by=request.user, **form.cleaned_data)
    except Refusal as refusal:
        show(form, refusal)
        standing = texts.latest(page, language) if refusal.code == service.CHANGED else None
        if standing:
            form.now_over(standing.version)
        return _page(request, page, language, form, standing=standing, status=refusal.status)
    messages.success(request, _("Der Text ist gespeichert und für alle zu lesen."))
    return redirect("office-site-text", section, language)


def _begun(request: OfficeRequest, page: SitePage, language: str) -> SiteTextForm:
    """The editor with the latest text, with an older one, or with the house's to begin with."""
    versions = SiteText.objects.filter(page=page, language=language)
    standing = texts.latest(page, language)
    wanted = request.GET.get("fassung", "")
    text = standing.text if standing else ""
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
        older = versions.filter(version=int(wanted)).first()
        text = older.text if older else text
    elif page == SitePage.EASY_LANGUAGE and not standing:
        text = texts.easy_language().text
    return SiteTextForm(initial={"text": text, "read": standing.version if standing else 0})


def _page(
    request: OfficeRequest,
    page: SitePage,
    language: str,
    form: SiteTextForm,
    *,
    preview: texts.Shown | None = None,
    standing: SiteText | None = None,
    status: int = 200,
) -> HttpResponse:
    versions = SiteText.objects.filter(page=page, language=language).select_related("saved_by")
    context = {
        "site_page": page,
        "section": texts.NAMES[page],
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "form": form,
        "preview": preview,
        "standing": standing,
        "versions": versions.order_by("-version")[:MOST_VERSIONS],
    }
    return render(request, "office/site_text.html", context, status=status)
