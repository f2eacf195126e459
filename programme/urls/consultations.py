"""Consultations: a document, its comments, its closing report."""

from django.urls import URLPattern, URLResolver, path

from programme.views.office import comments
from programme.views.office import consultations as office
from programme.views.public import comment_links, consultations

OFFICE = "geschaeftsstelle/<slug:slug>/umsetzung/beteiligungen/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("beteiligung/", consultations.consultations, name="consultations"),
    path("beteiligung/bestaetigung/", comment_links.confirm, name="comment-confirm"),
    path("beteiligung/bestaetigen/<str:secret>/", comment_links.link, name="comment-link"),
    path("beteiligung/<slug:slug>/", consultations.consultation, name="consultation"),
    path(
        "beteiligung/<slug:slug>/abschnitt/<int:part>/",
        consultations.section,
        name="consultation-section",
    ),
    path(
        "beteiligung/<slug:slug>/eingegangen/",
        consultations.commented,
        name="consultation-commented",
    ),
    path(OFFICE, office.consultations, name="office-consultations"),
    path(f"{OFFICE}neu/", office.new, name="office-consultation-new"),
    path(f"{OFFICE}<int:pk>/", office.consultation, name="office-consultation"),
    path(f"{OFFICE}<int:pk>/bearbeiten/", office.edit, name="office-consultation-edit"),
    path(f"{OFFICE}<int:pk>/kommentare/<slug:number>/", comments.comment, name="office-comment"),
    path(f"{OFFICE}<int:pk>/kommentare.<slug:ending>", comments.file, name="office-comments-file"),
]
