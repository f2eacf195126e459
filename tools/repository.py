"""What is committed, and whether all of it is ours."""

import fnmatch
import hashlib
import subprocess
from pathlib import Path

from tools.programs import ROOT

MADE_BY_TOOLS = ("*.min.js", "*.min.css", "*.map", "*.woff", "*.woff2", "*.ttf", "*.otf", "*.mo")
FOREIGN_FOLDERS = {"node_modules", "vendor", "third_party", ".venv", "staticfiles"}
SHORTEST_TELLING = 300
"""Bytes; shorter files (an empty ``__init__.py``) are alike without having been copied."""


def files() -> list[Path]:
    """Every file that is committed or about to be: what git knows or does not ignore."""
    # A checkout may belong to another user than the one who checks it.
    git = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others"]
    listed = subprocess.run(
        [*git, "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = sorted({name for name in listed.stdout.split("\0") if name})
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def foreign_files() -> list[str]:
    """Files of other projects among ours, by their name, their folder or their content."""
    fetched = _digests_of_packages()
    found = []
    for path in files():
        name = path.relative_to(ROOT)
        if FOREIGN_FOLDERS & set(name.parts[:-1]):
            found.append(f"{name}: in a folder for the work of others")
        elif any(fnmatch.fnmatch(name.name, pattern) for pattern in MADE_BY_TOOLS):
            found.append(f"{name}: made by a tool or taken from elsewhere")
        elif _digest(path) in fetched:
            found.append(f"{name}: the same as a file in node_modules")
    return found


def _digests_of_packages() -> set[str]:
    """The digests of all files that npm has fetched."""
    paths = (ROOT / "node_modules").rglob("*")
    return {_digest(path) for path in paths if path.is_file()} - {""}


def _digest(path: Path) -> str:
    """SHA-256 of a file, empty for a file too short to tell whose it is."""
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest() if len(content) >= SHORTEST_TELLING else ""
