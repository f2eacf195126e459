"""The texts of the site. They belong to no call: a token for one opens none."""

from rest_framework.request import Request
from rest_framework.response import Response

from api.endpoint import OfficeEndpoint
from api.office.operations import site_texts as does
from api.office.rows import person
from api.pagination import Keyset
from competition import site_texts as texts
from competition.errors import Refusal
from competition.models import SiteText
from competition.models.site_text import SitePage
from competition.services import site_texts


class SiteTexts(OfficeEndpoint):
    queryset = SiteText.objects.none()
    pagination_class = Keyset
    operations = {"GET": does.LIST_SITE_TEXTS}

    def get(self, request: Request) -> Response:
        rows = texts.newest().select_related("saved_by").order_by("page", "language")
        return self.rows(rows if self.bound_to is None else rows.none())


class SiteTextDetail(OfficeEndpoint):
    queryset = SiteText.objects.none()
    operations = {"PUT": does.WRITE_SITE_TEXT}

    def put(self, request: Request, page: str, language: str) -> Response:
        known = page in SitePage.values and language in texts.languages_of(SitePage(page))
        if self.bound_to is not None or not known:
            raise Refusal("not_found")
        body = self.body()

        def act() -> Response:
            kept = site_texts.save(
                page=page,
                language=language,
                text=body["text"],
                read=body["version"],
                by=person(request),
            )
            return self.row(kept)

        return self.once(act)
