"""The style sheet comes from npm's folder, or pages stay plain: never half of it, no error."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from pytest_django import Settings

from kern import stylesheets
from kern.finders import PACKAGE_FILES, KernFinder

MANIFEST = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
}


@pytest.fixture
def installed(tmp_path: Path, settings: Settings) -> Path:
    """A folder as npm leaves it, with one font that pages do not need."""
    for name in (
        *PACKAGE_FILES.values(),
        "@kern-ux/native/dist/fonts/fira-sans/FiraSans-Hair.woff2",
    ):
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("body { color: red }" if name.endswith("css") else "a font")
    settings.KERN_NODE_MODULES = tmp_path / "node_modules"
    settings.STATIC_ROOT = tmp_path / "collected"
    return tmp_path


@pytest.fixture
def missing(tmp_path: Path, settings: Settings) -> None:
    settings.KERN_NODE_MODULES = tmp_path / "nothing here"
    settings.STATIC_ROOT = tmp_path / "collected"


def head() -> str:
    return Template("{% load kern %}{% kern_head %}{% kern_scripts %}").render(Context())


def test_finds_style_sheet_and_fonts_and_nothing_else(installed: Path) -> None:
    served = {address for address, _ in KernFinder().list(None)}

    assert served == {*PACKAGE_FILES, "kern/fonts.css"}


def test_find_names_the_file_in_the_package(installed: Path) -> None:
    found = finders.find("kern/kern.min.css")

    assert found == str(installed / "node_modules/@kern-ux/native/dist/kern.min.css")
    assert KernFinder().find("kern/kern.min.css", find_all=True) == [found]


def test_finds_nothing_of_a_package_that_lacks_a_font(installed: Path) -> None:
    (installed / "node_modules" / PACKAGE_FILES["kern/fonts/FiraSans-Medium.woff2"]).unlink()

    assert KernFinder().find("kern/kern.min.css") == []
    assert list(KernFinder().list(None)) == []


@pytest.mark.usefixtures("missing")
def test_finds_nothing_without_the_package() -> None:
    assert finders.find("kern/kern.min.css") is None
    assert KernFinder().check() == []


@pytest.mark.usefixtures("missing")
def test_page_links_no_style_sheet_without_the_package() -> None:
    assert "stylesheet" not in head()
    assert "font" not in head()


def test_page_links_all_sheets_with_the_package(installed: Path) -> None:
    html = head()

    assert [html.index(name) for name in stylesheets.SHEETS] == sorted(
        html.index(name) for name in stylesheets.SHEETS
    )
    assert html.count('rel="preload"') == 2


def test_collects_with_hashed_names_and_rewrites_the_fonts(
    installed: Path, settings: Settings
) -> None:
    settings.STORAGES = {**settings.STORAGES, **MANIFEST}

    call_command("collectstatic", interactive=False, verbosity=0)

    sheets = list((installed / "collected/kern").glob("fonts.????????????.css"))
    assert len(sheets) == 1
    assert "FiraSans-Regular.woff2" not in sheets[0].read_text()
    assert "/kern.min." in head()


@pytest.mark.usefixtures("missing")
def test_collects_without_the_package_and_the_page_stays_plain(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, **MANIFEST}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert "stylesheet" not in head()
    assert "<script" in head()


@pytest.mark.usefixtures("missing")
def test_page_stays_plain_when_nothing_was_collected(settings: Settings) -> None:
    settings.STORAGES = {**settings.STORAGES, **MANIFEST}

    assert head().strip() == ""
