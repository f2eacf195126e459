"""Resolves ``requirements/*.in`` into locks with hashes, for every platform and Python >= 3.11.

The locks name packages, versions and hashes, and no host: whoever installs asks the index that
their own pip knows. Needs uv, which is no dependency of the project (``pip install uv``).
``python -m tools.lock`` resolves; ``tools.check`` asks ``hosts_named`` and ``unlocked``.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.programs import ROOT, VENV

REQUIREMENTS = ROOT / "requirements"
OPTIONS = (
    *("--universal", "--generate-hashes", "--python-version", "3.11", "--quiet"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)


def compile_all(uv: str) -> bool:
    """Write every lock; answers whether all could be resolved."""
    done = [
        subprocess.run(
            [uv, "pip", "compile", *OPTIONS, source.name, "-o", f"{source.stem}.txt"],
            cwd=REQUIREMENTS,
            check=False,
        )
        for source in sorted(REQUIREMENTS.glob("*.in"))
    ]
    return all(run.returncode == 0 for run in done)


def locks() -> list[Path]:
    """Every file that pins what is downloaded."""
    return [*sorted(REQUIREMENTS.glob("*.txt")), ROOT / "package-lock.json"]


def hosts_named(text: str) -> list[str]:
    """The lines of a lock that say where to download from (they would bind it to one mirror)."""
    telling = re.compile(r"://|--(extra-)?index-url|--find-links|\"resolved\"")
    funding = re.compile(r"^\s*\"url\":")  # who to thank, not where to download
    return [line for line in text.splitlines() if telling.search(line) and not funding.search(line)]


def unlocked(lock: str, source: str) -> list[str]:
    """The packages that a ``.in`` file asks for and its lock does not hold."""
    held = {_plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}
    wanted = re.findall(r"^([A-Za-z0-9._-]+)", source, re.MULTILINE)
    return [name for name in wanted if not name.startswith("-") and _plain(name) not in held]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    found = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if found is None:
        sys.exit("lock: needs uv (pip install uv).")
    if not compile_all(found):
        sys.exit("lock: not all requirements could be resolved; uv's message is above.")
