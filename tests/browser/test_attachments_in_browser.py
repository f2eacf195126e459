"""Uploading as a clerk sees it: several files at once, one of them refused, and by dropping."""

import base64
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from competition.models import Application, Attachment
from tests.fixtures.files import FILES, pdf
from tests.fixtures.people import account
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage
from tools.site import WebServer

DROP = """async ([target, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  target.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true }));
}"""


@pytest.fixture
def draft(live_web: WebServer, make_round: MakeRound) -> Application:
    asked = {**FILES, "hint": "Der Beschluss des Rates, unterschrieben.", "maximum": 3}
    return make_round(Stage.OPEN, questions=[*QUESTIONS, asked]).draft(0)


@pytest.fixture
def anna_s(context: BrowserContext, live_web: WebServer, draft: Application) -> Page:
    """Anna's page of the question."""
    client = Client()
    client.force_login(account("Anna"))
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": live_web.origin,
    }
    context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dictionary will do
    page = context.new_page()
    page.goto(f"{live_web.origin}/portal/bewerbungen/{draft.public_id}/anlagen/resolution/")
    return page


def written(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


def test_several_files_are_sent_one_after_the_other_and_each_is_told(
    anna_s: Page, draft: Application, tmp_path: Path
) -> None:
    html = b"<html><script>alert(1)</script></html>"
    chosen = written(tmp_path, Beschluss_pdf=pdf(), Falsch_pdf=html, Anhang_pdf=pdf("Anhang"))
    anna_s.get_by_label("Datei", exact=True).set_input_files(chosen)
    anna_s.get_by_role("button", name="Hochladen").click()
    told = anna_s.get_by_role("status").filter(has_text="Anhang")
    expect(told).to_contain_text("„Beschluss.pdf“ ist hochgeladen.")
    expect(told).to_contain_text("„Falsch.pdf“: Fehler: Diese Datei nehmen wir nicht an")
    expect(told).to_contain_text("„Anhang.pdf“ ist hochgeladen.")
    expect(anna_s.get_by_role("table")).to_contain_text("Beschluss.pdf")
    assert set(Attachment.objects.values_list("name", flat=True)) == {"Anhang.pdf", "Beschluss.pdf"}


def test_a_file_is_dropped_and_another_takes_its_place(
    anna_s: Page, draft: Application, tmp_path: Path
) -> None:
    form = anna_s.locator("form[data-upload]").element_handle()
    content = base64.b64encode(pdf()).decode()
    anna_s.evaluate(DROP, [form, "Beschluss.pdf", content])
    expect(anna_s.get_by_role("table")).to_contain_text("Beschluss.pdf")
    anna_s.get_by_role("link", name="Ersetzen Beschluss.pdf").click()
    expect(anna_s.get_by_role("heading", name="„Beschluss.pdf“ ersetzen")).to_be_visible()
    (new,) = written(tmp_path, Neu_pdf=pdf("Neu"))
    anna_s.get_by_label("Datei", exact=True).set_input_files(new)
    anna_s.get_by_role("button", name="Hochladen").click()
    expect(anna_s.get_by_role("heading", name="Datei hochladen")).to_be_visible()
    expect(anna_s.get_by_role("table")).to_contain_text("Neu.pdf")
    assert Attachment.objects.get().name == "Neu.pdf"


def test_what_is_too_large_is_told_before_it_is_sent(
    anna_s: Page, draft: Application, tmp_path: Path
) -> None:
    anna_s.evaluate("document.querySelector('form[data-upload]').dataset.max = '10'")
    anna_s.get_by_label("Datei", exact=True).set_input_files(written(tmp_path, Gross_pdf=pdf()))
    anna_s.get_by_role("button", name="Hochladen").click()
    expect(anna_s.locator("#upload-state")).to_contain_text(
        "„Gross.pdf“: Eine Datei darf höchstens"
    )
    assert not Attachment.objects.exists()
