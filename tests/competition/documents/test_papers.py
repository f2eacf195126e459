"""What the documents say: who, what, what is missing, what is sealed."""

from typing import Any

import pytest
from django.utils import translation

from competition import drafts, receipts
from competition.documents import papers
from competition.documents.shapes import Paper
from competition.models import Application, ApplicationVersion, Municipality, User
from competition.services import partners, submission
from tests.fixtures.rounds import DEADLINE_AT, OPEN_AT, MakeRound, Round, Stage, answer, submit

pytestmark = pytest.mark.django_db


def paper_of(application: Application, **given: Any) -> Paper:
    application.refresh_from_db()
    questions = list(application.call.questions.all())
    content = drafts.content(application, questions)
    return papers.draft(
        **{
            "application": application,
            "content": content,
            "digest": receipts.digest(content),
            "questions": questions,
            "gaps": drafts.missing(content, questions),
            "partners": application.participants.exclude(role="lead"),
            "saved_at": OPEN_AT,
            "is_open": True,
            "deadline_at": DEADLINE_AT,
            **given,
        }
    )


def sealed_paper(version: ApplicationVersion) -> Paper:
    return papers.version(sealed=version, questions=list(version.application.call.questions.all()))


def facts(paper: Paper) -> dict[str, str]:
    return {fact.label: fact.value for fact in (*paper.facts, *paper.proof)}


def answers(paper: Paper) -> dict[str, str]:
    return {
        asked.label: asked.text or asked.remark
        for section in paper.sections
        for asked in section.answers
    }


def test_draft_says_who_applies_for_what_until_when(draft: Application) -> None:
    paper = paper_of(draft)
    assert paper.title == "Bewerbung von Beispielstadt – Entwurf"
    assert paper.mark == "ENTWURF – NICHT eingereicht"
    assert facts(paper) == {
        "Wettbewerb": "Beispielrunde",
        "Kommune": "Beispielstadt",
        "Art und Land": "Stadt, Nordrhein-Westfalen",
        "Einwohner": "34.920",
        "Amtlicher Gemeindeschlüssel": "99001001",
        "Bewerbungsschluss": "Freitag, 21. April 2017, 24:00 Uhr",
        "Zuletzt gespeichert": "Mittwoch, 22. März 2017, 23:00:00 Uhr",
        "Freigabe": "noch nicht",
        "Prüfsumme des Entwurfs (SHA-256)": drafts.digest(draft),
    }


def test_draft_shows_every_answer_in_words(draft: Application) -> None:
    assert answers(paper_of(draft)) == {
        "Titel des Vorhabens": "Vorhaben 1",
        "Beschreiben Sie Ihre Idee.": "Alle Vorlagen des Rates werden offene Daten.",
        "Welche Perspektiven?": "Transparenz",
        "Eigenanteil in Euro": "5.000,00\N{NO-BREAK SPACE}€",
        "Das Vorhaben hat nicht begonnen.": "Ja, erklärt",
        "Anmerkung": "Keine Angabe",
    }


def test_draft_lists_what_is_missing(
    draft: Application, anna: User, other_town: Municipality
) -> None:
    answer(draft, anna, concept="")
    partners.invite(application=draft, municipality=other_town, by=anna)
    paper = paper_of(draft)
    assert paper.open_points == (
        "Beschreiben Sie Ihre Idee.",
        "Musterdorf hat noch nicht bestätigt.",
        "Die vertretungsberechtigte Person hat genau diesen Entwurf freizugeben.",
        "Der Entwurf ist im Portal einzureichen, bis Freitag, 21. April 2017, 24:00 Uhr.",
    )
    assert facts(paper)["Partner"] == "Musterdorf (noch nicht bestätigt)"
    assert answers(paper)["Beschreiben Sie Ihre Idee."] == "Fehlt noch"


def test_released_draft_names_who_released_it(draft: Application, berta: User) -> None:
    submission.release(application=draft, by=berta, digest=drafts.digest(draft))
    paper = paper_of(draft)
    assert facts(paper)["Freigabe"].startswith("Berta Beispiel, Mittwoch, 22. März 2017")
    assert len(paper.open_points) == 1


def test_release_of_another_draft_does_not_count(draft: Application, berta: User) -> None:
    submission.release(application=draft, by=berta, digest=drafts.digest(draft))
    answer(draft, berta, remark="Noch etwas")
    assert facts(paper_of(draft))["Freigabe"] == "noch nicht"


def test_draft_that_is_submitted_as_it_is_does_not_say_not_submitted(
    draft: Application, berta: User
) -> None:
    submit(draft, berta)
    paper = paper_of(draft)
    assert paper.mark == "ENTWURF – gleich mit der eingereichten Fassung 1"
    assert "NICHT" not in paper.lead
    assert paper.open_points == ()
    assert facts(paper)["Freigabe"].startswith("Berta Beispiel")


def test_draft_changed_since_says_what_is_not_submitted(draft: Application, berta: User) -> None:
    submit(draft, berta)
    answer(draft, berta, remark="Noch etwas")
    paper = paper_of(draft)
    assert paper.mark == "ENTWURF – NICHT eingereicht"
    assert paper.lead.startswith("Fassung 1 ist eingegangen")
    assert "sind NICHT eingereicht" in paper.lead


def test_draft_after_the_deadline_asks_for_nothing(draft: Application) -> None:
    assert paper_of(draft, is_open=False).open_points == ()


def test_example_rounds_carry_a_banner_and_real_ones_none(draft: Application) -> None:
    assert paper_of(draft).banner.startswith("Beispielrunde: ")
    draft.call.is_synthetic = False
    assert papers.banner(draft.call) == ""


def test_draft_has_room_for_notes_of_mayor_treasurer_and_council(draft: Application) -> None:
    assert [note.split(",")[0] for note in paper_of(draft).notes] == [
        "Bürgermeisterin",
        "Kämmerei",
        "Rat",
    ]


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.SUBMITTED, applications=1)


def test_version_says_what_arrived_when_and_from_whom(round_: Round) -> None:
    version = round_.receipts[0].version
    paper = sealed_paper(version)
    assert paper.mark == "Fassung 1, eingereicht"
    assert paper.notes == paper.open_points == ()
    found = facts(paper)
    assert found["Fassung"] == "1 (Einreichung)"
    assert found["Eingang"] == "Mittwoch, 22. März 2017, 23:00:00 Uhr (MEZ, UTC+01:00)"
    assert found["Eingereicht von"] == "Berta Beispiel"
    assert found["Freigegeben von"].startswith("Berta Beispiel, Mittwoch")
    assert found["Nummer der Eingangsbestätigung"] == round_.receipts[0].number
    assert found["Prüfsumme des Inhalts (SHA-256)"] == version.digest


def test_version_shows_what_was_sealed_and_no_later_change(round_: Round) -> None:
    version = round_.receipts[0].version
    before = sealed_paper(version)
    answer(round_.applications[0], version.submitted_by, title="Ganz anders")
    assert sealed_paper(ApplicationVersion.objects.get(pk=version.pk)) == before
    assert answers(before)["Titel des Vorhabens"] == "Vorhaben 1"


def test_attachments_stand_with_their_digest(round_: Round) -> None:
    version = round_.receipts[0].version
    file = {"name": "beschluss.pdf", "media_type": "application/pdf", "size": 1_200_000}
    version.content["answers"].append(
        {
            "key": "x",
            "kind": "files",
            "label": "Beschluss",
            "value": [{**file, "sha256": "ab" * 32}],
        }
    )
    (attached,) = sealed_paper(version).files
    assert (attached.question, attached.name, attached.sha256) == (
        "Beschluss",
        "beschluss.pdf",
        "ab" * 32,
    )
    assert attached.size == "1,1\N{NO-BREAK SPACE}MB"


def test_receipt_says_all_that_is_signed(round_: Round) -> None:
    issued = round_.receipts[0]
    paper = papers.receipt(sealed=issued.version, check_url="https://example.org/eingang/")
    found = facts(paper).values()
    for name in ("number", "application", "sha256", "received_at", "chain_digest"):
        assert issued.document[name] in found
    assert str(issued.document["chain_sequence"]) in found
    assert issued.signature in found
    assert issued.key_id in found
    assert any("https://example.org/eingang/" in step for step in paper.notes)
    assert paper.mark == ""


def test_papers_are_german_on_an_english_page(draft: Application) -> None:
    german = paper_of(draft)
    with translation.override("en"):
        assert paper_of(draft) == german
