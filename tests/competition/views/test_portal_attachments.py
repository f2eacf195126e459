"""The pages of attachments: T04, F01 to F08, A02 and A07 of RELIABILITY's tables."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from competition.models import Application, ApplicationVersion, Attachment, Attempt, User
from competition.services import partners
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import CLOSED_AT, DEADLINE_AT, QUESTIONS, MakeRound, Round, Stage, submit
from tests.harness.visitors import told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
DUE_AT = DEADLINE_AT + timedelta(days=30)
HTML = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def asking(make_round: MakeRound) -> Round:
    return make_round(Stage.OPEN, questions=[*QUESTIONS, FILES])


@pytest.fixture
def draft(asking: Round, anna: User, berta: User) -> Application:
    return asking.draft(0)


@pytest.fixture
def as_anna(client: Client, anna: User) -> Client:
    client.force_login(anna)
    return client


def page(draft: Application, name: str = "attachments", *more: str) -> str:
    return reverse(name, args=[draft.public_id, "resolution", *more])


def upload(
    client: Client, draft: Application, content: bytes, name: str = "Beschluss.pdf", **fields: str
) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(page(draft), {"file": file, **fields})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_an_upload_is_listed_with_its_digest(as_anna: Client, draft: Application) -> None:
    answer = upload(as_anna, draft, pdf())
    assert (answer.status_code, answer["Location"]) == (302, page(draft))
    shown = text(as_anna.get(page(draft)))
    assert "„Beschluss.pdf“ ist hochgeladen." in shown
    assert Attachment.objects.get().sha256 in shown
    assert "Hochladen reicht nichts ein" in shown


def test_f01_a_false_file_is_refused_at_the_field(
    as_anna: Client, draft: Application, own_store: Path
) -> None:
    answer = upload(as_anna, draft, HTML)
    assert answer.status_code == 415
    assert "der Inhalt ist anders, als die Endung sagt" in text(answer)
    assert stored(own_store) == []


def test_f02_a_byte_too_many_nothing_and_no_file(
    as_anna: Client, draft: Application, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ATTACHMENT_MAX_BYTES", 2**20)
    answer = upload(as_anna, draft, b"x" * (2**20 + 1))
    assert answer.status_code == 413
    assert "Eine Datei darf höchstens 1 MB groß sein." in text(answer)
    answer = upload(as_anna, draft, b"x" * 1_200_000)  # the length alone says so
    assert answer.status_code == 413
    answer = upload(as_anna, draft, b"")
    assert (answer.status_code, "Die Datei ist leer." in text(answer)) == (400, True)
    answer = as_anna.post(page(draft), {"other": "x"})
    assert answer.status_code == 400
    assert stored(own_store) == []
    assert not Attachment.objects.exists()


def test_f02_a_body_without_length_is_not_read(
    as_anna: Client, draft: Application, own_store: Path
) -> None:
    class Endless(io.BytesIO):
        def read(self, *_size: Any) -> bytes:
            raise AssertionError("nobody asked for it")

    answer = as_anna.request(
        REQUEST_METHOD="POST",
        PATH_INFO=page(draft),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        HTTP_TRANSFER_ENCODING="chunked",
        **{"wsgi.input": Endless()},
    )
    assert answer.status_code == 400
    assert stored(own_store) == []


@pytest.mark.parametrize(
    ("content", "length"),
    [
        (
            b"--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n" + pdf(),
            100_000,
        ),
        (b"--x\r\nrubbish", 12),
        (b"", 0),
    ],
)
def test_f07_a_body_that_ends_too_early_leaves_nothing(
    as_anna: Client, draft: Application, own_store: Path, content: bytes, length: int
) -> None:
    answer = as_anna.request(
        REQUEST_METHOD="POST",
        PATH_INFO=page(draft),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": io.BytesIO(content)},
    )
    assert answer.status_code == 400
    assert stored(own_store) == []


def test_two_files_in_one_form_and_other_fields_with_files_are_refused(
    as_anna: Client, draft: Application, own_store: Path
) -> None:
    files = [SimpleUploadedFile(f"{number}.pdf", pdf()) for number in range(2)]
    assert as_anna.post(page(draft), {"file": files}).status_code == 400
    assert as_anna.post(page(draft), {"other": files[0]}).status_code == 400
    assert stored(own_store) == []


def test_t04_an_upload_that_ends_too_late_is_refused_and_on_record(
    as_anna: Client, asking: Round, draft: Application
) -> None:
    asking.at(DEADLINE_AT)
    answer = upload(as_anna, draft, pdf())
    assert answer.status_code == 409
    assert "Die Bewerbungsfrist ist abgelaufen." in text(answer)
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.code) == ("upload", "deadline_passed")
    assert attempt.begun_at is not None
    assert DEADLINE_AT <= attempt.begun_at <= attempt.received_at


def test_f05_i14_a_name_is_never_a_path_nor_a_header(
    as_anna: Client, anna: User, draft: Application
) -> None:
    name = '../Bürger"; filename="x\r\nSet-Cookie: a=b.pdf'
    kept = attach(draft, anna, pdf(), name=name)
    answer = as_anna.get(page(draft, "attachment", kept.sha256))
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''B%C3%BCrger")


def test_f08_a_file_is_downloaded_and_never_shown(as_anna: Client, draft: Application) -> None:
    upload(as_anna, draft, pdf())
    address = page(draft, "attachment", Attachment.objects.get().sha256)
    answer = as_anna.get(address)
    assert body(answer) == pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="Beschluss.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'; ")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "application/pdf"
    assert int(answer["Content-Length"]) == len(pdf())


def test_f08_head_and_range_tell_no_more(as_anna: Client, draft: Application) -> None:
    upload(as_anna, draft, pdf())
    address = page(draft, "attachment", Attachment.objects.get().sha256)
    head = as_anna.head(address)
    assert (head.content, head["Content-Length"]) == (b"", str(len(pdf())))
    part = as_anna.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, body(part)) == (200, pdf())


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a02_f08_others_learn_nothing_of_a_file(
    asking: Round, draft: Application, anna: User, method: str
) -> None:
    _, boris = asking.place(1)
    kept = attach(draft, anna, pdf())
    stranger = Client()
    stranger.force_login(boris)
    answers = []
    for address in (
        page(draft, "attachment", kept.sha256),
        page(draft, "attachment", "0" * 64),
        reverse("attachment", args=["gibt-es-nicht", "resolution", kept.sha256]),
    ):
        answer = getattr(stranger, method)(address, headers={"Range": "bytes=0-3"})
        answers.append(told(answer, address))
    assert answers[0][0] == (405 if method == "post" else 404)
    assert answers[0] == answers[1] == answers[2]


def test_a02_after_signing_out_a_file_is_gone(
    as_anna: Client, draft: Application, anna: User
) -> None:
    kept = attach(draft, anna, pdf())
    address = page(draft, "attachment", kept.sha256)
    assert as_anna.head(address).status_code == 200
    as_anna.post(reverse("sign-out"))
    for method in ("get", "head"):
        answer = getattr(as_anna, method)(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("digest", ["..%2f..%2fetc%2fpasswd", "A" * 64, "0" * 63])
def test_f08_what_is_no_digest_is_not_found(
    as_anna: Client, draft: Application, digest: str
) -> None:
    address = page(draft, "attachment", "0" * 64).replace("0" * 64, digest)
    assert as_anna.get(address).status_code == 404


def test_a_file_that_only_a_sealed_version_names_is_still_there(
    as_anna: Client, asking: Round, anna: User, berta: User, draft: Application
) -> None:
    kept = attach(draft, anna, pdf())
    as_berta = Client()
    as_berta.force_login(berta)
    as_berta.post(reverse("application-submit", args=[draft.public_id]))
    assert ApplicationVersion.objects.exists()
    removal = page(draft, "attachment-remove", kept.sha256)
    assert "„Beschluss.pdf“ entfernen" in text(as_anna.get(removal))
    assert as_anna.post(removal).status_code == 302
    assert not Attachment.objects.exists()
    assert body(as_anna.get(page(draft, "attachment", kept.sha256))) == pdf()
    assert as_anna.get(removal).status_code == 404


def test_a07_without_its_token_nothing_is_stored(
    draft: Application, anna: User, own_store: Path
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert upload(client, draft, pdf()).status_code == 403
    assert stored(own_store) == []
    client.get(page(draft))
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    assert upload(client, draft, pdf(), csrfmiddlewaretoken=token).status_code == 302


def test_who_may_not_upload_is_refused_before_the_file_is_read(
    asking: Round, draft: Application, own_store: Path
) -> None:
    _, boris = asking.place(1)
    stranger = Client()
    assert upload(stranger, draft, pdf()).status_code == 302
    stranger.force_login(boris)
    assert upload(stranger, draft, pdf()).status_code == 404
    assert not own_store.exists()


def test_other_addresses_take_no_large_files() -> None:
    large = SimpleUploadedFile("a.bin", b"x" * 2_600_000)
    request = RequestFactory().post("/", {"a": "1", "file": large})
    assert not request.FILES
    small: Any = RequestFactory().post("/", {"file": SimpleUploadedFile("a.bin", b"x")}).FILES
    assert small["file"].read() == b"x"


def test_a_file_is_replaced_without_javascript(
    as_anna: Client, anna: User, draft: Application
) -> None:
    old = attach(draft, anna, pdf("Alt"))
    shown = text(as_anna.get(page(draft) + f"?ersetzt={old.sha256}"))
    assert "„Beschluss.pdf“ ersetzen" in shown
    assert f'name="replaces" value="{old.sha256}"' in shown
    upload(as_anna, draft, pdf("Neu"), replaces=old.sha256)
    assert Attachment.objects.get().sha256 != old.sha256


def test_a_full_list_offers_no_further_file(
    as_anna: Client, anna: User, draft: Application
) -> None:
    draft.call.questions.filter(key="resolution").update(maximum=1)
    attach(draft, anna, pdf())
    assert "Mehr als eine Datei ist hier nicht möglich." in text(as_anna.get(page(draft)))
    answer = upload(as_anna, draft, pdf("Neu"))
    assert answer.status_code == 409


def test_remarks_are_shown_beside_the_file(as_anna: Client, anna: User, draft: Application) -> None:
    attach(draft, anna, pdf(objects=b"9 0 obj <</S/JavaScript>> endobj\n"))
    assert "enthält Programmcode (JavaScript)" in text(as_anna.get(page(draft)))


def test_a_question_without_files_has_no_such_page(as_anna: Client, draft: Application) -> None:
    for key in ("concept", "gibt-es-nicht"):
        assert as_anna.get(reverse("attachments", args=[draft.public_id, key])).status_code == 404


def test_a_partner_s_people_do_not_reach_the_files(
    asking: Round, draft: Application, anna: User
) -> None:
    partner, boris = asking.place(1)
    partners.invite(application=draft, municipality=partner, by=anna)
    as_boris = Client()
    as_boris.force_login(boris)
    assert as_boris.get(page(draft)).status_code == 404


def test_a_document_is_handed_in_on_its_page(
    make_round: MakeRound, as_anna: Client, anna: User
) -> None:
    resolution = {**FILES, "is_required": True, "deadline_at": DUE_AT}
    round_ = make_round(Stage.CLOSED, applications=1, questions=[*QUESTIONS, resolution])
    own = round_.applications[0]
    application_url = reverse("application", args=[own.public_id])
    assert "Noch nachzureichen bis" in text(as_anna.get(application_url))
    assert "Noch nachzureichen" in text(as_anna.get(page(own)))
    upload(as_anna, own, pdf())
    shown = text(as_anna.get(page(own)))
    assert "Hochgeladen, aber NICHT nachgereicht" in shown
    digest = shown.split('name="files" value="')[1].split('"')[0]
    stale = as_anna.post(page(own, "document-hand-in"), {"files": "0" * 64})
    assert stale.status_code == 409
    assert "Die Dateien wurden inzwischen geändert." in text(stale)
    answer = as_anna.post(page(own, "document-hand-in"), {"files": digest})
    assert answer["Location"] == reverse("application-receipt", args=[own.public_id])
    assert "Diese Dateien sind Teil der gültigen Fassung 2." in text(as_anna.get(page(own)))
    assert "Noch nachzureichen bis" not in text(as_anna.get(application_url))
    round_.at(DUE_AT)
    assert "Die Frist endete" in text(as_anna.get(page(own)))
    assert CLOSED_AT < DUE_AT


def test_a_colleague_who_replaces_a_released_file_is_told_who_must_release(
    make_round: MakeRound, as_anna: Client, anna: User, berta: User
) -> None:
    resolution = {**FILES, "maximum": 1, "deadline_at": DUE_AT}
    round_ = make_round(Stage.OPEN, questions=[*QUESTIONS, resolution])
    own = round_.draft(0)
    released = attach(own, anna, pdf())
    submit(own, berta)
    round_.close()
    upload(as_anna, own, pdf("Neu"), replaces=released.sha256)
    digest = text(as_anna.get(page(own))).split('name="files" value="')[1].split('"')[0]
    answer = as_anna.post(page(own, "document-hand-in"), {"files": digest})
    assert answer.status_code == 409
    assert "hat genau diesen Entwurf noch nicht freigegeben." in text(answer)
    assert "Hochgeladen, aber NICHT nachgereicht" in text(answer)
    assert ApplicationVersion.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_more_files(
    as_anna: Client, anna: User, draft: Application, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        attach(draft, anna, pdf(str(number)))
    as_anna.get(page(draft))
    with django_assert_num_queries(11):
        as_anna.get(page(draft))
