"""Finding one's municipality: results follow what is typed; the chosen one says what is next."""

from playwright.sync_api import Page, expect

from competition.services import registry
from tests.fixtures.register_files import table
from tests.fixtures.rounds import Round
from tools.site import WebServer

OLDENBURGS = table(
    '03403000,"Oldenburg (Oldenburg), Stadt",Kreisfreie Stadt,NI,172830,53.14,8.21\n',
    "03458000,Oldenburg,Landkreis,NI,133366,52.91,8.43\n",
    '01055033,"Oldenburg in Holstein, Stadt",Stadt,SH,9832,54.29,10.89\n',
)


def test_results_follow_what_is_typed(
    transactional_db: None, page: Page, live_web: WebServer
) -> None:
    registry.import_register(content=OLDENBURGS, source="drei")
    page.goto(f"{live_web.origin}/kommunen/")
    field = page.get_by_label("Name oder amtlicher Gemeindeschlüssel")

    field.press_sequentially("oldenburg")
    expect(page.get_by_text("3 Kommunen gefunden")).to_be_visible()
    expect(field).to_be_focused()
    field.press_sequentially(" hol")

    expect(page.get_by_text("1 Kommune gefunden")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="01055033")).to_be_visible()
    expect(page).to_have_url(f"{live_web.origin}/kommunen/?q=oldenburg%20hol")


def test_visitor_chooses_and_reads_what_is_next(
    transactional_db: None, page: Page, open_round: Round, live_web: WebServer
) -> None:
    open_round.place(0)
    page.goto(f"{live_web.origin}/wettbewerbe/{open_round.call.slug}/")
    page.get_by_role("link", name="Jetzt bewerben").click()
    page.get_by_label("Name oder amtlicher Gemeindeschlüssel").press_sequentially("beispiel")
    page.get_by_role("link", name="Beispielstadt").click()

    expect(page.get_by_text("Diese Kommune darf sich bewerben")).to_be_visible()
    page.get_by_role("button", name="Konto anlegen").click()
    expect(page).to_have_url(f"{live_web.origin}/registrieren/")
