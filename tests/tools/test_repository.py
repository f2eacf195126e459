from pathlib import Path

import pytest

from tools import repository


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up project with a fetched package; every file of it counts as committed."""
    monkeypatch.setattr(repository, "ROOT", tmp_path)
    own = [tmp_path / "static" / "site.css", tmp_path / "kern" / "style.css"]
    fetched = tmp_path / "node_modules" / "design" / "style.css"
    for path in (*own, fetched):
        path.parent.mkdir(parents=True, exist_ok=True)
    own[0].write_text("body { margin: 0 }")
    fetched.write_text("a { color: blue } " * 40)
    monkeypatch.setattr(repository, "files", lambda: [path for path in own if path.exists()])
    return tmp_path


@pytest.mark.usefixtures("checkout")
def test_own_files_are_fine() -> None:
    assert repository.foreign_files() == []


def test_a_copy_of_a_fetched_file_is_found_by_its_content(checkout: Path) -> None:
    copied = (checkout / "node_modules/design/style.css").read_text()
    (checkout / "kern/style.css").write_text(copied)
    assert repository.foreign_files() == ["kern/style.css: the same as a file in node_modules"]


@pytest.mark.parametrize(
    "name", ["static/htmx.min.js", "static/fira.woff2", "vendor/page.html", "a/node_modules/b.js"]
)
def test_a_file_of_others_is_found_by_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text("x")
    monkeypatch.setattr(repository, "ROOT", tmp_path)
    monkeypatch.setattr(repository, "files", lambda: [path])
    assert len(repository.foreign_files()) == 1
