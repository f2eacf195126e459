"""Looking at a page: axe, and what every page owes everybody."""

from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

from tools.programs import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Evaluated in the page, not added to it as a script, so that the page's own policy stays in force.
RUN_AXE = """tags => axe.run(
    document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}
)"""
# What axe cannot know: the rest of what a page must be.
OWED = """() => ({
    headings: document.querySelectorAll("h1").length,
    language: document.documentElement.lang,
    title: document.title.split(" – ")[0].trim() !== "",
    overflow: document.documentElement.scrollWidth - window.innerWidth > 0,
    landmark: document.querySelectorAll("main").length,
})"""
WANTED = {"headings": 1, "language": "de", "title": True, "overflow": False, "landmark": 1}
# Links of an error summary must lead to something that takes the focus.
DEAD_LINKS = """() => [...document.querySelectorAll("main a[href^='#']")]
    .map(link => link.getAttribute("href"))
    .filter(target => {
        const found = document.getElementById(decodeURIComponent(target.slice(1)));
        if (!found) return true;
        found.focus();
        return document.activeElement !== found && !found.matches("h1, h2, h3, main, section");
    })"""


class Witness:
    """Notes what a page asks of others, and what goes wrong in it."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page, self.origin = page, origin
        self.complaints: list[str] = []
        # What the page itself has asked for, to put it in.
        self.parts: set[str] = set()
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:")):
            self.complaints.append(f"asked {request.url}")
        if request.resource_type == "xhr":
            self.parts.add(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium also reports a page's own status, such as that of a form that was refused.
        url = str(message.location.get("url"))
        own = url == self.page.url or url in self.parts
        own_status = own and "status of" in message.text
        if message.type in ("error", "warning") and not own_status:
            self.complaints.append(message.text)


def violations(page: Page) -> list[str]:
    """What axe finds, one line for each element."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN_AXE, TAGS)
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def faults(page: Page, witness: Witness) -> list[str]:
    """Whatever is wrong with the page as it stands, with everything opened."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    owed = page.evaluate(OWED)
    return [
        *(f"{key}: {owed[key]}" for key in WANTED if owed[key] != WANTED[key]),
        *(f"{target} takes no focus" for target in page.evaluate(DEAD_LINKS)),
        *violations(page),
        *witness.complaints,
    ]
