"""The office's pages of who reads what: the load, the plan before the act, the table."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reviews.models import Assignment
from reviews.services import conflicts
from tests.fixtures.refusals import unchanged
from tests.fixtures.rounds import CRITERIA, MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
FULL = {criterion["key"]: "4" for criterion in CRITERIA}


def url(round_: Round, name: str = "", *parts: object) -> str:
    return reverse(f"office-assignments{name}", args=[round_.call.slug, *parts])


def juror_url(round_: Round, number: int = 0) -> str:
    return url(round_, "-juror", round_.jurors[number].pk)


def text(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.content.decode())).split())


def hidden(answer: Any) -> dict[str, list[str]]:
    """What the page's confirmation sends."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()
    ):
        found.setdefault(name, []).append(unescape(value))
    return found


def ended(round_: Round) -> int:
    return Assignment.objects.filter(ended_at__isnull=False).count()


def test_load_counts_pairs_and_names_nobody_elses_points(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    juror = round_.jurors[0]
    conflicts.declare(
        juror=juror, answers={round_.applications[2].public_id: "kinship"}, by=juror.user
    )
    round_.declare(juror)
    round_.review(juror, round_.applications[0], FULL)
    client.force_login(round_.dora)
    page = text(client.get(url(round_)))
    assert "Clara Beispiel 3 1 1 0 1" in page
    assert "Juror 2 Beispiel 3 0 3 0 0" in page
    assert "Beispielort 3 Clara Beispiel, Juror 2 Beispiel 1 0 1 genug" in page


def test_applications_below_quorum_stand_out(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, rubric_fields={"quorum": 2})
    juror = round_.jurors[0]
    conflicts.declare(
        juror=juror, answers={round_.applications[0].public_id: "kinship"}, by=juror.user
    )
    client.force_login(round_.dora)
    page = text(client.get(url(round_)))
    assert "1 Bewerbung kann nicht mehr auf die nötige Zahl von Bewertungen kommen (2)." in page
    assert "unter der Mindestzahl" in page


def test_ending_is_shown_first_and_done_second(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)
    body = {"act": "end", "ended": round_.applications[0].public_id, "reason": "Erkrankt"}
    with unchanged():
        shown = client.post(juror_url(round_), body)
    assert shown.status_code == 200
    assert "Abgeschlossene Bewertungen zählen dann nicht mehr" in text(shown)
    assert ended(round_) == 0

    done = client.post(juror_url(round_), hidden(shown))
    assert done.status_code == 302
    assert ended(round_) == 1
    assert "1 Zuteilung beendet." in text(client.get(done["Location"]))


def test_ended_assignments_stay_on_the_page_with_person_and_reason(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.SCORED)
    client.force_login(round_.dora)
    body = {"act": "end", "ended": round_.applications[0].public_id, "reason": "Erkrankt"}
    client.post(juror_url(round_), hidden(client.post(juror_url(round_), body)))
    for there in (
        juror_url(round_),
        url(round_, "-application", round_.applications[0].public_id),
    ):
        page = text(client.get(there))
        assert "Beendete Zuteilungen" in page
        assert "Dora Beispiel Erkrankt" in page
        assert "abgeschlossen" in page


def test_stale_confirmation_is_shown_again(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    body = {"act": "end", "ended": round_.applications[0].public_id, "reason": "Erkrankt"}
    first = client.post(juror_url(round_), body)
    round_.declare(round_.jurors[0])
    round_.review(round_.jurors[0], round_.applications[0], FULL)

    again = client.post(juror_url(round_), hidden(first))
    assert again.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in text(again)
    assert ended(round_) == 0
    assert client.post(juror_url(round_), hidden(again)).status_code == 302
    assert ended(round_) == 1


def test_what_is_left_out_is_said_before(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    page = client.post(
        juror_url(round_),
        {"act": "assign", "given": [each.public_id for each in round_.applications]},
    )
    assert text(page).count("Die Bewerbung ist diesem Mitglied schon zugeteilt.") == 3
    assert "Es ändert sich nichts" in text(page)
    assert "digest" not in hidden(page)


def test_application_gets_another_juror(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, jurors=3, rubric_fields={"panel_size": 2})
    application = round_.applications[0]
    free = next(
        juror
        for juror in round_.jurors
        if not juror.assignments.filter(application=application).exists()
    )
    client.force_login(round_.dora)
    there = url(round_, "-application", application.public_id)
    shown = client.post(there, {"act": "assign", "given": str(free.pk)})
    assert client.post(there, hidden(shown)).status_code == 302
    assert application.assignments.current().count() == 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"act": "end", "reason": "x"}, "Bitte kreuzen Sie mindestens eine Zeile an."),
        ({"act": "assign", "given": "gibt-es-nicht"}, "gibt-es-nicht"),
        ({"act": "assign", "given": "a\x00b"}, "Zuteilung"),
        ({"act": "nichts"}, "Zuteilung"),
        ({}, "Zuteilung"),
    ],
)
def test_bad_input_shows_the_form_again(
    client: Client, make_round: MakeRound, body: dict[str, str], said: str
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(juror_url(round_), body)
    assert answer.status_code == 400
    assert said in text(answer)


def test_reason_is_asked_for_and_what_was_ticked_is_kept(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    public_id = round_.applications[1].public_id
    answer = client.post(juror_url(round_), {"act": "end", "ended": public_id, "reason": ""})
    assert answer.status_code == 400
    assert "Bitte begründen Sie diesen Schritt." in text(answer)
    assert re.search(rf'value="{public_id}"[^>]*checked', answer.content.decode())


@pytest.mark.parametrize("stage", [Stage.READY, Stage.LOCKED])
def test_nothing_can_be_changed_before_and_after_reviewing(
    client: Client, make_round: MakeRound, stage: Stage
) -> None:
    round_ = make_round(stage)
    client.force_login(round_.dora)
    for there in (url(round_), juror_url(round_), url(round_, "-import"), url(round_, "-panels")):
        assert client.get(there).status_code == 200
    with unchanged():
        body = {"act": "end", "ended": round_.applications[0].public_id, "reason": "Erkrankt"}
        assert client.post(juror_url(round_), body).status_code == 400
        assert client.post(url(round_, "-panels"), {"digest": "x"}).status_code == 409


def upload(content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("zuteilung.csv", content, content_type="text/csv")}


def test_downloaded_table_read_back_changes_nothing(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    table = client.get(url(round_, "-table"))
    assert table["Content-Disposition"] == 'attachment; filename="zuteilung-beispielrunde.csv"'
    shown = client.post(url(round_, "-import"), upload(table.content))
    assert "Es ändert sich nichts" in text(shown)
    assert "6 Zeilen der Tabelle sind schon so und ändern nichts." in text(shown)


def test_table_is_looked_at_first_and_carried_out_second(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    row = f"{round_.applications[0].public_id},{round_.jurors[1].user.email},end,Überlastet"
    content = f"application,juror,action,reason\r\n{row}\r\n".encode()
    shown = client.post(url(round_, "-import"), upload(content))
    assert "Begründung: Überlastet" in text(shown)
    assert client.post(url(round_, "-import"), hidden(shown)).status_code == 302
    assert Assignment.objects.get(ended_at__isnull=False).end_reason == "Überlastet"


def test_every_faulty_row_is_named_with_number_field_and_code(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    content = f"application;juror\nx;y\n{round_.applications[0].public_id};niemand@example.org\n"
    with unchanged():
        answer = client.post(url(round_, "-import"), upload(content.encode()))
    assert answer.status_code == 400
    page = text(answer)
    assert "2 application Eine Bewerbung mit dieser Kennung gibt es hier nicht. " in page
    assert "3 juror In dieser Jury hat niemand diese E-Mail-Adresse. juror_unknown" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        ("application;juror\nä".encode("latin-1"), "in UTF-8"),
        (b"x" * 2_000_001, "kB"),
        (b"a\x00b;c\n", "gibt es nicht"),
    ],
)
def test_unreadable_files_are_refused_in_words(
    client: Client, make_round: MakeRound, content: bytes, said: str
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(url(round_, "-import"), upload(content))
    assert answer.status_code == 400
    assert said in text(answer)


def test_confirmation_without_its_table_is_no_error_of_ours(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.dora)
    assert client.post(url(round_, "-import"), {"digest": "x"}).status_code == 400
    assert client.post(url(round_, "-import")).status_code == 400


def test_panels_are_computed_anew_as_shown(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING, jurors=3, rubric_fields={"panel_size": 2})
    client.force_login(round_.dora)
    juror = round_.jurors[0]
    mine = [row.application.public_id for row in juror.assignments.select_related("application")]
    conflicts.declare(juror=juror, answers={mine[0]: "kinship"}, by=juror.user)
    shown = client.get(url(round_, "-panels"))
    assert "So ausführen" in text(shown)
    assert "1 Zuteilung mit Befangenheit bleibt stehen" in text(shown)
    assert client.post(url(round_, "-panels"), hidden(shown)).status_code == 302
    assert "Es ändert sich nichts" in text(client.get(url(round_, "-panels")))


def test_impossible_panels_are_refused_with_their_reasons(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.READY, jurors=2, rubric_fields={"panel_size": 3})
    client.force_login(round_.dora)
    with unchanged():
        answer = client.post(reverse("office-jury", args=[round_.call.slug]), {"act": "open"})
    assert answer.status_code == 400
    assert "Beispielstadt: Unbefangen sind 2 Jurymitglieder, nötig sind 3." in text(answer)


@pytest.mark.parametrize("applications", [1, 3])
def test_queries_do_not_grow(
    client: Client,
    make_round: MakeRound,
    django_assert_num_queries: DjangoAssertNumQueries,
    applications: int,
) -> None:
    round_ = make_round(Stage.REVIEWING, applications=applications, jurors=applications)
    client.force_login(round_.dora)
    for there in (url(round_), juror_url(round_), url(round_, "-panels"), url(round_, "-import")):
        with django_assert_num_queries(12):
            assert client.get(there).status_code == 200
    with django_assert_num_queries(11):
        client.get(url(round_, "-table"))


def test_jurors_and_strangers_find_nothing_here(client: Client, make_round: MakeRound) -> None:
    round_ = make_round(Stage.REVIEWING)
    client.force_login(round_.jurors[0].user)
    for there in (url(round_), juror_url(round_), url(round_, "-table"), url(round_, "-panels")):
        assert client.get(there).status_code == 404
        assert client.post(there).status_code in (404, 405)


def test_other_rounds_jurors_and_applications_are_not_found(
    client: Client, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.REVIEWING)
    other = make_round(Stage.REVIEWING, fields={"slug": "zweite"}, applications=1, jurors=1)
    client.force_login(round_.dora)
    assert client.get(url(round_, "-juror", other.jurors[0].pk)).status_code == 404
    assert client.get(url(round_, "-juror", 10**30)).status_code == 404
    there = url(round_, "-application", other.applications[0].public_id)
    assert client.get(there).status_code == 404
