"""The own review: read, saved over the version that was read, finished, abstained from."""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.jury import operations as does
from api.jury import stale
from api.jury.bodies import Given
from api.jury.seat import Seat
from competition.errors import Refusal
from competition.models import Application
from reviews import queries
from reviews.models import Criterion
from reviews.review import own
from reviews.review.entries import TEXTS, Entered
from reviews.services import abstentions, finishing
from reviews.services import reviews as service


class OwnReviewEndpoint(Seat):
    """What all addresses of one review share: how it is told, and how an act on it is done."""

    def told(self, application: Application) -> Response:
        review = own.of(application.public_id, queries.own_review(self.juror, application))
        return self.row(review, missing=own.missing(review, self.criteria()))

    def criteria(self) -> list[Criterion]:
        return list(Criterion.objects.filter(rubric__call=self.juror.call_id))

    def done(
        self, public_id: str, act: Callable[[Application], Any], typed: Entered | None = None
    ) -> Response:
        """One act on an assigned application, once, and the review as it stands then.

        A kept answer holds what the juror has written: it is closed with the text.
        """
        application = self.assigned(public_id)

        def do() -> Response:
            with stale.told(self.criteria, typed):
                act(application)
            return self.told(application)

        return self.once(do, still=lambda: self.readable(public_id))

    def mine(self, application: Application) -> dict[str, Any]:
        return {"juror": self.juror, "application": application, "by": self.juror.user}


class Review(OwnReviewEndpoint):
    operations = {"GET": does.READ_REVIEW, "PATCH": does.SAVE_REVIEW}

    def get(self, request: Request, public_id: str) -> Response:
        return self.told(self.readable(public_id))

    def patch(self, request: Request, public_id: str) -> Response:
        body = self.body()
        typed, version = entered(body), body["version"]
        return self.done(
            public_id,
            lambda it: service.save(**self.mine(it), version=version, **typed),
            typed,
        )


def entered(body: dict[str, Any]) -> Entered:
    """What was sent, as the service takes it; what was not sent stays as it is stored."""
    given: list[Given] = body.get("scores", [])
    typed = Entered(
        scores={each.criterion: each.points for each in given if each.points is not None},
        reasons={each.criterion: each.reason for each in given if each.reason is not None},
    )
    for name in TEXTS:
        if name in body:
            typed[name] = body[name]
    return typed


class FinaliseReview(OwnReviewEndpoint):
    operations = {"POST": does.FINALISE_REVIEW}

    def post(self, request: Request, public_id: str) -> Response:
        body = self.body()
        return self.done(public_id, lambda it: service.finalise(**self.mine(it), **body))


class AbstainFromReview(OwnReviewEndpoint):
    operations = {"POST": does.ABSTAIN}

    def post(self, request: Request, public_id: str) -> Response:
        body = self.body()
        return self.done(public_id, lambda it: abstentions.abstain(**self.mine(it), **body))


class ResumeReview(OwnReviewEndpoint):
    operations = {"POST": does.RESUME_REVIEW}

    def post(self, request: Request, public_id: str) -> Response:
        self.body()
        return self.done(public_id, lambda it: abstentions.resume(**self.mine(it)))


class OthersReviews(Seat):
    operations = {"GET": does.READ_OTHERS}

    def get(self, request: Request, public_id: str) -> Response:
        application = self.readable(public_id, "call__rubric")
        found = queries.others_reviews(self.juror, application, application.call.rubric)
        if not found:
            raise Refusal("not_found")
        return self.row({"results": found})


class FinaliseReviews(Seat):
    operations = {"POST": does.FINALISE_REVIEWS}

    def post(self, request: Request) -> Response:
        versions = dict(self.body()["reviews"])

        def finish() -> Response:
            results = finishing.finish(juror=self.juror, by=self.juror.user, versions=versions)
            pairs = zip(versions, results, strict=True)
            return self.row({"results": [_finished(key, each) for key, each in pairs]})

        return self.once(finish)


def _finished(public_id: str, each: finishing.Finished) -> dict[str, Any]:
    refusal = each.refusal
    return {
        "application": public_id,
        "finalised": refusal is None,
        "code": refusal.code if refusal else None,
        "detail": refusal.sentence if refusal else None,
    }
