"""Comments on a consultation: read, shown, withheld, answered."""

from collections.abc import Callable

from rest_framework.request import Request
from rest_framework.response import Response

from api.office.filters import CommentFilter
from api.office.operations import consultations as does
from api.office.rows import found, person
from api.office.views.consultations import ConsultationEndpoint
from api.pagination import Keyset
from programme.models import Comment
from programme.queries import consultations as queries
from programme.services import moderation


class CommentEndpoint(ConsultationEndpoint):
    queryset = Comment.objects.none()

    def comment(self, slug: str, consultation: str, number: str) -> Comment:
        """Raises ``not_found``."""
        comments = queries.comments_of(self.consultation(slug, consultation))
        return found(comments, number=number)

    def moderated(self, act: Callable[[], Comment], *place: str) -> Response:
        """The act, once, and how the comment stands after it."""

        def told() -> Response:
            act()
            return self.row(self.comment(*place))

        return self.once(told)


class Comments(CommentEndpoint):
    operations = {"GET": does.LIST_COMMENTS}
    pagination_class = Keyset
    filterset_class = CommentFilter

    def get(self, request: Request, slug: str, consultation: str) -> Response:
        comments = queries.comments_of(self.consultation(slug, consultation))
        return self.rows(comments.order_by("received_at", "number"))


class ShowComment(CommentEndpoint):
    operations = {"POST": does.SHOW}

    def post(self, request: Request, slug: str, consultation: str, comment: str) -> Response:
        by, place = person(request), (slug, consultation, comment)
        waiting, read = self.comment(*place), self.body()["sha256"]
        return self.moderated(lambda: moderation.show(comment=waiting, by=by, read=read), *place)


class WithholdComment(CommentEndpoint):
    operations = {"POST": does.WITHHOLD}

    def post(self, request: Request, slug: str, consultation: str, comment: str) -> Response:
        by, place = person(request), (slug, consultation, comment)
        waiting, body = self.comment(*place), self.body()
        read, reason = body["sha256"], body["reason"]
        return self.moderated(
            lambda: moderation.withhold(comment=waiting, by=by, read=read, reason=reason), *place
        )


class AnswerComment(CommentEndpoint):
    operations = {"POST": does.ANSWER}

    def post(self, request: Request, slug: str, consultation: str, comment: str) -> Response:
        by, place = person(request), (slug, consultation, comment)
        shown, body = self.comment(*place), self.body()
        read, text = body["sha256"], body["answer"]
        return self.moderated(
            lambda: moderation.answer(comment=shown, by=by, read=read, text=text), *place
        )
