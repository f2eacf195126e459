"""The jury's addresses: the token names the call."""

from django.urls import URLPattern, URLResolver, include, path

from api.jury.views import applications, assignments, declarations, reviews, seat

Address = URLPattern | URLResolver

review_urls: list[Address] = [
    path("", reviews.Review.as_view(), name="api-jury-review"),
    path("abstain/", reviews.AbstainFromReview.as_view(), name="api-jury-review-abstain"),
    path("resume/", reviews.ResumeReview.as_view(), name="api-jury-review-resume"),
    path("finalise/", reviews.FinaliseReview.as_view(), name="api-jury-review-finalise"),
    path("others/", reviews.OthersReviews.as_view(), name="api-jury-review-others"),
]

jury_urls: list[Address] = [
    path("me/", seat.OwnSeat.as_view(), name="api-jury-me"),
    path("declarations/", declarations.Declarations.as_view(), name="api-jury-declarations"),
    path("assignments/", assignments.Assignments.as_view(), name="api-jury-assignments"),
    path(
        "applications/<slug:public_id>/",
        applications.ApplicationDetail.as_view(),
        name="api-jury-application",
    ),
    path(
        "applications/<slug:public_id>/reading/",
        applications.ReadingOfApplication.as_view(),
        name="api-jury-application-reading",
    ),
    path(
        "applications/<slug:public_id>/attachments/<slug:key>/<slug:sha256>/",
        applications.Attachment.as_view(),
        name="api-jury-application-attachment",
    ),
    path("finalise/", reviews.FinaliseReviews.as_view(), name="api-jury-finalise"),
    path("reviews/<slug:public_id>/", include(review_urls)),
]
