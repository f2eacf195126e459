"""Addresses of the jury, and of the office where it needs the jury's facts."""

from django.urls import URLPattern, path

from reviews.views import (
    appointment,
    assignment_tables,
    assignments,
    attachments,
    call_publishing,
    call_starting,
    conflicts,
    decision,
    declaration,
    evaluation,
    finishing,
    history,
    imports,
    jury,
    matrix,
    memo,
    office,
    offline,
    proposal,
    reading_aids,
    review_saving,
    rubric,
    scenario,
    scores,
    scoring,
    selection,
    selection_program,
    selection_rules,
    session,
    start,
    succession,
    trial,
    trial_reading,
)

OWN = "jury/<slug:slug>/bewerbungen/<slug:public_id>/"
OFFICE = "geschaeftsstelle/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path(
        "open-data/modellkommune-auswahl.pyz", selection_program.program, name="selection-program"
    ),
    path("jury/", jury.jury, name="jury"),
    path("jury/<slug:slug>/", jury.call, name="jury-call"),
    path("jury/<slug:slug>/befangenheit/", declaration.declaration, name="jury-declaration"),
    path("jury/<slug:slug>/befangenheiten/", conflicts.of_jury, name="jury-conflicts"),
    path("jury/<slug:slug>/uebersicht/", matrix.own, name="jury-matrix"),
    path("jury/<slug:slug>/abschliessen/", finishing.finish, name="jury-finish"),
    path("jury/<slug:slug>/offline/", imports.offline, name="jury-offline"),
    path("jury/<slug:slug>/offline/speichern/", imports.save, name="jury-import"),
    path("jury/<slug:slug>/offline/bewertungen.xlsx", offline.workbook, name="jury-workbook"),
    path(
        "jury/<slug:slug>/offline/bewerbungen-<int:part>.pdf",
        offline.document,
        name="jury-document",
    ),
    path(OWN, scoring.review, name="review"),
    path(f"{OWN}speichern/", review_saving.save, name="review-save"),
    path(f"{OWN}gelesen/", reading_aids.read, name="review-read"),
    path(f"{OWN}tasten/", reading_aids.keys, name="review-keys"),
    path(f"{OWN}verlauf/", history.history, name="review-history"),
    path(
        "jury/<slug:slug>/bewerbungen/<slug:public_id>/anlagen/<slug:key>/<slug:sha256>/",
        attachments.attachment,
        name="review-attachment",
    ),
    path("jury/<slug:slug>/auswertung/", evaluation.jury, name="jury-evaluation"),
    path("jury/<slug:slug>/sitzung/", session.jury_session, name="jury-session"),
    path(
        "jury/<slug:slug>/sitzung/<int:pk>/niederschrift.pdf",
        session.jury_minutes,
        name="jury-session-minutes",
    ),
    path("geschaeftsstelle/", start.start, name="office"),
    path("geschaeftsstelle/neu/", call_starting.new, name="office-call-new"),
    path(OFFICE, office.call, name="office-call"),
    path(f"{OFFICE}auswahlregeln/", selection_rules.rules, name="office-rules"),
    path(f"{OFFICE}veroeffentlichen/", call_publishing.publish, name="office-call-publish"),
    path(f"{OFFICE}jury/", office.jury, name="office-jury"),
    path(f"{OFFICE}auswertung/", evaluation.office, name="office-evaluation"),
    path(f"{OFFICE}auswertung/punkte/", scores.scores_export, name="office-scores-export"),
    path(f"{OFFICE}bewertungsbogen/", rubric.rubric, name="office-rubric"),
    path(f"{OFFICE}bewertungsbogen/vorschau/", rubric.preview, name="office-rubric-preview"),
    path(f"{OFFICE}bewertungsbogen/probe/", trial.trial, name="office-rubric-trial"),
    path(f"{OFFICE}probe/jury/", trial_reading.trial_reading, name="office-trial-juror"),
    path(f"{OFFICE}zuteilung/", assignments.assignments, name="office-assignments"),
    path(
        f"{OFFICE}zuteilung/tabelle.csv", assignment_tables.table, name="office-assignments-table"
    ),
    path(
        f"{OFFICE}zuteilung/einlesen/",
        assignment_tables.table_import,
        name="office-assignments-import",
    ),
    path(f"{OFFICE}zuteilung/panels/", assignments.panels, name="office-assignments-panels"),
    path(
        f"{OFFICE}zuteilung/mitglied/<int:pk>/", assignments.juror, name="office-assignments-juror"
    ),
    path(
        f"{OFFICE}zuteilung/bewerbung/<slug:public_id>/",
        assignments.application,
        name="office-assignments-application",
    ),
    path(f"{OFFICE}jury/mitglieder/", appointment.appointment, name="office-appointment"),
    path(f"{OFFICE}befangenheiten/", conflicts.of_office, name="office-conflicts"),
    path(f"{OFFICE}auswahl/", selection.selection, name="office-selection"),
    path(f"{OFFICE}auswahl/szenario/", scenario.scenario, name="office-scenario"),
    path(f"{OFFICE}auswahl/<slug:public_id>/", selection.run, name="office-run"),
    path(f"{OFFICE}auswahl/<slug:public_id>/vorschlag/", proposal.proposal, name="office-proposal"),
    path(f"{OFFICE}sitzung/", session.office_session, name="office-session"),
    path(
        f"{OFFICE}sitzung/<int:pk>/niederschrift.pdf",
        session.office_minutes,
        name="office-session-minutes",
    ),
    path(f"{OFFICE}entscheidung/", decision.decision, name="office-decision"),
    path(
        f"{OFFICE}entscheidung/nachruecken/<slug:public_id>/",
        succession.succession,
        name="office-succession",
    ),
    path(
        f"{OFFICE}entscheidung/<slug:public_id>/vermerk.pdf",
        memo.office,
        name="office-decision-memo",
    ),
    path(
        "jury/<slug:slug>/entscheidung/<slug:public_id>/vermerk.pdf",
        memo.chair,
        name="jury-decision-memo",
    ),
]
