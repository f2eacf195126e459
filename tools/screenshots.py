"""Pictures of the main pages for docs/screenshots/, taken from a running demo.

    make demo                                  in one terminal
    .venv/bin/python -m tools.screenshots      in another: [--origin URL] [--folder DIR]
                                              [--only NAME …]

Each page twice: on a wide light screen and on a dark phone.
"""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import programs
from tools.programs import ROOT

DONE, WAITING, JURY, OPEN, DRAFT = (
    "beispielrunde-bekannt",
    "beispielrunde-entscheidung",
    "beispielrunde-jury",
    "beispielrunde-offen",
    "beispielrunde-entwurf",
)
APPLICATION = "a[href^='/portal/bewerbungen/']"
AWARD = "main a[href^='/portal/foerderungen/']"
YEARS = f"/geschaeftsstelle/{DONE}/umsetzung/"


@dataclass(frozen=True)
class Shot:
    """A page: who looks at it, where the way begins, and which links lead on from there.

    ``height`` is that of the picture on a wide screen, in CSS pixels.
    """

    name: str
    person: str
    start: str
    links: tuple[str, ...] = ()
    height: int = 960


SHOTS = (
    Shot("start", "", "/"),
    Shot("decision", "", f"/wettbewerbe/{DONE}/entscheidung/", height=1_500),
    Shot("award", "", f"/wettbewerbe/{DONE}/entscheidung/", ("main a[href*='/foerderungen/']",)),
    Shot("programme", "", f"/wettbewerbe/{DONE}/umsetzung/", height=1_500),
    Shot("profile", "", f"/wettbewerbe/{DONE}/umsetzung/99206001/", height=1_300),
    Shot("consultation", "", "/beteiligung/wegweiser-offene-kommune/", height=1_500),
    Shot("event", "", "/veranstaltungen/konferenz-offene-kommunen/", height=1_500),
    Shot("open-data", "", f"/open-data/{DONE}/", height=1_500),
    Shot("interface", "", "/schnittstelle/"),
    Shot("interface-portal", "", "/schnittstelle/portal/", height=1_500),
    Shot("call", "", f"/wettbewerbe/{OPEN}/", height=1_200),
    Shot("find-municipality", "", f"/wettbewerbe/{OPEN}/kommune/?q=Beispiel", height=1_300),
    Shot("sign-up", "", "/registrieren/"),
    Shot("application", "anna", "/portal/", (APPLICATION,), height=1_300),
    Shot("questions", "anna", "/portal/", (APPLICATION, "main a[href$='/fragen/']"), height=1_500),
    Shot(
        "attachments",
        "anna",
        "/portal/",
        (APPLICATION, "main a[href$='/fragen/']", "main a[href*='/anlagen/']"),
    ),
    Shot("release", "anna", "/portal/", (APPLICATION, "main a[href$='/freigabe/']"), height=1_200),
    Shot("submit", "anna", "/portal/", (APPLICATION, "main a[href$='/einreichen/']"), height=1_200),
    Shot("award-portal", "berta", "/portal/", (AWARD,), height=1_500),
    Shot(
        "report-portal",
        "anna",
        "/portal/",
        (AWARD, "main a[href*='/berichte/zwischenbericht/']"),
        height=1_500,
    ),
    Shot("payments-portal", "berta", "/portal/", (AWARD, "main a[href*='/mittel/']"), height=1_300),
    Shot("people", "anna", "/portal/kommunen/", ("main a[href^='/portal/kommunen/']",)),
    Shot("account", "anna", "/konto/"),
    Shot("access-token", "dora", "/konto/zugangstoken/neu/?fuer=office", height=1_500),
    Shot("receipt-check", "", "/eingang/", height=1_300),
    Shot("enquiries", "", f"/wettbewerbe/{OPEN}/fragen/"),
    Shot("disturbance", "", "/stoerung/"),
    Shot("declaration", "clara", f"/jury/{JURY}/befangenheit/"),
    Shot("conflicts", "clara", f"/jury/{JURY}/befangenheiten/", height=1_200),
    Shot("desk", "carl", f"/jury/{JURY}/"),
    Shot("review", "carl", f"/jury/{JURY}/?stand=draft", ("main table a",), height=1_200),
    Shot("matrix", "carl", f"/jury/{DONE}/uebersicht/", height=1_300),
    Shot("offline", "carl", f"/jury/{JURY}/offline/"),
    Shot("session", "clara", f"/jury/{DONE}/sitzung/", height=1_500),
    Shot("evaluation", "clara", f"/jury/{WAITING}/auswertung/", height=1_500),
    Shot("office", "emil", "/geschaeftsstelle/", height=1_500),
    Shot("office-round", "dora", f"/geschaeftsstelle/{JURY}/", height=1_500),
    Shot("set-up", "dora", f"/geschaeftsstelle/{DRAFT}/einrichtung/", height=1_500),
    Shot("publish", "dora", f"/geschaeftsstelle/{DRAFT}/veroeffentlichen/", height=1_500),
    Shot("form-builder", "dora", f"/geschaeftsstelle/{DRAFT}/fragen/", height=1_300),
    Shot("applications", "dora", f"/geschaeftsstelle/{DONE}/bewerbungen/", height=1_500),
    Shot(
        "letter-text", "dora", f"/geschaeftsstelle/{OPEN}/mitteilungen/texte/award/", height=1_500
    ),
    Shot("decision-office", "dora", f"/geschaeftsstelle/{DONE}/entscheidung/", height=1_500),
    Shot("programme-office", "emil", YEARS, height=1_500),
    Shot(
        "report-office",
        "dora",
        f"{YEARS}berichte/",
        ("main tr:has-text('Musterbrück') a[href*='/berichte/']",),
        height=1_500,
    ),
    Shot("payments-office", "emil", f"{YEARS}mittel/", height=1_300),
    Shot("consultation-office", "dora", f"{YEARS}beteiligungen/", ("main table a",), height=1_300),
    Shot("audit", "dora", "/geschaeftsstelle/protokoll/", height=1_300),
    Shot("availability", "dora", "/geschaeftsstelle/verfuegbarkeit/", height=1_400),
    Shot("rubric", "dora", f"/geschaeftsstelle/{OPEN}/bewertungsbogen/", height=1_300),
    Shot("assignments", "dora", f"/geschaeftsstelle/{JURY}/zuteilung/", height=1_300),
    Shot(
        "selection",
        "dora",
        f"/geschaeftsstelle/{WAITING}/auswahl/",
        (f"main a[href^='/geschaeftsstelle/{WAITING}/auswahl/']",),
    ),
    Shot("announcement", "emil", f"/geschaeftsstelle/{DONE}/bekanntgabe/"),
)
# End of the file's name, width, whether dark.
LOOKS = (("", 1280, False), ("-phone", 390, True))
PHONE_HEIGHT = 844


def enter(page: Page, origin: str, person: str) -> None:
    """Sign in as an example person, as the demo's sign-in page offers it."""
    page.goto(f"{origin}/anmelden/")
    page.locator(f"form:has(input[name=person][value={person}]) button").click()
    page.wait_for_load_state()


def take(browser: Browser, origin: str, folder: Path, shots: Sequence[Shot]) -> None:
    """The pictures, one profile per person and look."""
    for suffix, width, dark in LOOKS:
        for shot in shots:
            height = PHONE_HEIGHT if suffix else shot.height
            context = browser.new_context(
                locale="de-DE",
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            if shot.person:
                enter(page, origin, shot.person)
            page.goto(origin + shot.start)
            for link in shot.links:
                page.locator(link).first.click()
                page.wait_for_load_state()
            page.screenshot(path=folder / f"{shot.name}{suffix}.png")
            context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--origin", default="http://localhost:8000")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", nargs="+", choices=[shot.name for shot in SHOTS], metavar="NAME")
    wanted = parser.parse_args()
    shots = [shot for shot in SHOTS if wanted.only is None or shot.name in wanted.only]
    # Chromium's own sandbox cannot be set up by root.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=programs.chromium(), args=flags)
        take(browser, wanted.origin, wanted.folder, shots)
        browser.close()


if __name__ == "__main__":
    main()
