"""The court file of one application: everything about it, in order, and nothing of any other."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from competition import receipts, storage
from competition.models import Application, AuditEntry, CallVersion, Notice, Receipt, Retrieval
from competition.redactions.copy import Wish
from competition.services import (
    court_files,
    late_admissions,
    redacted_copies,
)
from tests.fixtures import as_read
from tests.fixtures.court_files import made, told
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.pdf import read
from tests.fixtures.people import account
from tests.fixtures.refusals import refused
from tests.fixtures.rounds import CLOSED_AT, QUESTIONS, MakeRound, Round, Stage, submit

pytestmark = pytest.mark.django_db
WHY = "Der Eigenanteil passt nicht zum Konzept."


@pytest.fixture
def closed(make_round: MakeRound) -> Round:
    return make_round(Stage.CLOSED, applications=2)


def test_every_file_stands_in_the_manifest_and_in_the_index_with_its_digest(closed: Round) -> None:
    file = made(closed.applications[0], closed.dora)
    listed = {each["path"]: each for each in file.manifest["files"]}
    assert {*listed, "manifest.json"} == set(file.files)
    for path, each in listed.items():
        assert hashlib.sha256(file.files[path]).hexdigest() == each["sha256"]
        assert len(file.files[path]) == each["bytes"]
        if not path.startswith("00-"):
            assert each["sha256"] in file.index
    assert file.manifest["synthetic"] is True


def test_the_index_is_accessible_numbered_and_marked(closed: Round) -> None:
    raw = made(closed.applications[0], closed.dora).files["00-verzeichnis.pdf"]
    assert b"<pdfuaid:part>1<" in raw
    assert b"/Lang(de-DE)" in raw
    assert "TOC" in read(raw).structure
    text = told(raw)
    assert "1. Aufruf" in text
    assert "1.1 Beispielrunde" in text
    assert "vor der Bekanntgabe" in text
    for forbidden in (b"/Author", b"dora@example.org"):
        assert forbidden not in raw


def test_sealed_content_and_receipt_come_as_they_were_signed(closed: Round) -> None:
    file = made(closed.applications[0], closed.dora)
    receipt = Receipt.objects.get(version__application=closed.applications[0])
    (content,) = file.named("-fassung-1.json")
    assert hashlib.sha256(content).hexdigest() == receipt.document["sha256"]
    (signed,) = file.named("-eingang-1.json")
    assert json.loads(signed)["signature"] == receipt.signature
    assert receipt.signature in file.index
    assert json.loads(file.named("schluessel.json")[0])["keys"]
    assert receipt.number in told(file.named("-eingang-1.pdf")[0])
    assert "Alle Vorlagen des Rates" in told(file.named("-fassung-1.pdf")[0])
    assert b"verify" in file.named("verify_receipt.py")[0]


def test_the_call_its_questions_rubric_and_rules_are_on_file(closed: Round) -> None:
    file = made(closed.applications[0], closed.dora)
    assert "Zwei Kommunen erproben" in file.index
    assert [each["key"] for each in json.loads(file.named("fragen.json")[0])][1] == "concept"
    assert json.loads(file.named("rubric.json")[0])["criteria"]
    assert json.loads(file.named("rules.json")[0])["seats"] == 2
    version = CallVersion.objects.get()
    assert [hashlib.sha256(each).hexdigest() for each in file.named("aufruf-1.json")] == [
        version.digest
    ]
    assert "Worum es geht: Zwei Kommunen erproben" in file.index


def test_copies_for_third_parties_are_on_file(closed: Round) -> None:
    application, wish = closed.applications[0], Wish((), ("offene Daten",), "§ 6 IFG")
    digest = redacted_copies.plan(application=application, wish=wish, by=closed.dora).digest
    copy = redacted_copies.make(application=application, wish=wish, digest=digest, by=closed.dora)
    index = made(application, closed.dora).index
    assert copy.digest in index
    assert "Grund der Schwärzung: § 6 IFG" in index


def test_what_happened_is_told_with_persons_and_reasons(closed: Round) -> None:
    application = closed.applications[0]
    as_read.ask(
        application=application,
        by=closed.dora,
        keys=["own_share"],
        reason=WHY,
        due_at=CLOSED_AT + timedelta(days=14),
    )
    as_read.exclude(application=application, by=closed.emil, reason="Die Summe fehlt.")
    index = made(application, closed.dora).index
    assert WHY in index
    assert "Eigenanteil in Euro" in index
    assert "eingereicht → ausgeschlossen" in index
    assert "Durch: Emil Beispiel" in index
    assert "Die Summe fehlt." in index


def test_late_attempts_and_late_admission_are_told_with_evidence_and_both_persons(
    make_round: MakeRound,
) -> None:
    round_ = make_round(Stage.OPEN, applications=1)
    application = round_.draft(0)
    round_.close()
    with pytest.raises(Exception, match="deadline_passed"):
        submit(application, account("Berta"))
    admission = late_admissions.propose(
        application=application,
        by=round_.dora,
        reason="Störung im Haus.",
        evidence="Meldung des Rechenzentrums.",
        until_at=CLOSED_AT + timedelta(days=7),
    )
    late_admissions.confirm(admission=admission, by=round_.emil)
    submit(application, account("Berta"))
    index = made(application, round_.dora).index
    assert "deadline_passed" in index
    assert "Meldung des Rechenzentrums." in index
    assert "Vorgeschlagen: Dora Beispiel" in index
    assert "Bestätigt: Emil Beispiel" in index
    assert "Einreichung nach Wiedereinsetzung" in index


def test_letters_come_word_for_word_with_dispatch_and_retrieval(closed: Round) -> None:
    application, at = closed.applications[0], timezone.now()
    letter = Notice.objects.get(application=application, kind="receipt")
    Notice.objects.filter(pk=letter.pk).update(
        state="sent", sent_at=at, tries_count=2, body="Ihr Zugang: geheim-7", secret="geheim-7"
    )
    Retrieval.objects.create(notice=letter, user=account("Anna"), retrieved_at=at)
    file = made(application, closed.dora)
    assert "Im Portal geöffnet: Anna Beispiel" in file.index
    assert "Versuche: 2" in file.index
    assert "Stand: versendet" in file.index
    (text,) = file.named("schreiben-001.txt")
    assert "Ihr Zugang: […]" in text.decode()
    assert "geheim-7" not in file.everything()


def test_the_log_proves_itself(closed: Round) -> None:
    application = closed.applications[0]
    file = made(application, closed.dora)
    for raw in (*file.named("kette-der-eingaenge.json"), *file.named("internes-protokoll.json")):
        for entry in json.loads(raw):
            assert entry["subject"] == application.public_id
            names = ("sequence", "at", "actor", "act", "subject", "payload")
            told_ = receipts.canonical({name: entry[name] for name in names})
            digest = hashlib.sha256(entry["previous_digest"].encode() + told_).hexdigest()
            assert digest == entry["digest"]
    assert file.index.count("Ergebnis der Prüfung: unversehrt") == 2


def test_attachments_come_by_digest_and_each_once(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])
    application = round_.draft(0)
    attach(application, account("Berta"), pdf("Beschluss"), name="Beschluss Ö.pdf")
    for _ in range(2):
        submit(application, account("Berta"))
    application.refresh_from_db()
    round_.close()
    file = made(application, round_.dora)
    assert [*file.named("Beschluss_Ö.pdf")] == [pdf("Beschluss")]
    assert hashlib.sha256(pdf("Beschluss")).hexdigest() in file.index

    place = storage.path_of(hashlib.sha256(pdf("Beschluss")).hexdigest())
    place.chmod(0o600)
    place.write_bytes(b"anders")
    assert "stimmt nicht mehr mit der Prüfsumme überein" in made(application, round_.dora).index
    place.unlink()
    assert "Die Datei fehlt im Speicher." in made(application, round_.dora).index


def test_nothing_of_another_application_is_in_the_file(make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    own, other = round_.draft(0), round_.draft(1, title="Ganz anderes", concept="Geheime Bahn.")
    for each in (own, other):
        round_.receipts.append(submit(each, each.contact))
        each.refresh_from_db()
    round_.stage = Stage.SUBMITTED
    round_.advance(Stage.ANNOUNCED)
    text = made(own, round_.dora).everything()
    for foreign in ("Musterdorf", other.public_id, "Geheime Bahn", "Ganz anderes", "Boris"):
        assert foreign not in text
    assert str(Receipt.objects.get(version__application=other).number) not in text
    assert "VERTRAULICH – Akte für das Gericht" in text


def test_that_it_was_made_stands_in_the_log_with_its_digest(closed: Round) -> None:
    bundle = court_files.make(application=closed.applications[0], by=closed.dora)
    entry = AuditEntry.objects.get(act="court_file.made")
    assert entry.actor == closed.dora
    assert entry.subject == closed.applications[0].public_id
    assert entry.payload["manifest_sha256"] == hashlib.sha256(bundle.manifest).hexdigest()


def test_who_may_and_when(make_round: MakeRound) -> None:
    round_ = make_round(Stage.SUBMITTED, applications=1)
    application = round_.applications[0]
    with refused("call_not_closed"):
        court_files.make(application=application, by=round_.dora)
    draft = round_.draft(1)
    round_.close()
    with refused("nothing_sealed"):
        court_files.make(application=draft, by=round_.dora)
    with refused("not_allowed"):
        court_files.make(application=application, by=account("Berta"))


def test_what_is_erased_leaves_its_digests(closed: Round) -> None:
    application = closed.applications[0]
    version = application.valid_version
    assert version
    Application.objects.filter(pk=application.pk).update(erased_at=CLOSED_AT)
    file = made(application, closed.dora)
    assert "Der Inhalt ist gelöscht" in file.index
    assert version.digest in file.index
    assert file.named("-fassung-1.json") == []
