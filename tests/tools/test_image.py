"""The image: what its build takes along."""

from tools.programs import ROOT


def test_every_app_of_the_site_reaches_the_image() -> None:
    """.dockerignore lets nothing in that it does not name; an app that it forgot is missing."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    apps = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert apps - {"tests", "bench"} <= let_in
