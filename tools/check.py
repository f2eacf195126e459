"""All static checks: each is named with its outcome, and what it found is shown if it failed.

python -m tools.check [word]    only the checks whose name holds the word
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools import lock, messages, repository, security
from tools.programs import ROOT

PYTHON_FOLDERS = (
    *("config", "demo", "api", "reviews", "programme", "competition", "kern"),
    *("tools", "tests", "bench"),
)
SHOWN_COMPLAINTS = 20
CONCISE = ("--quiet", "--output-format=concise")
MANAGE = (sys.executable, "manage.py")
# What a server of one's own would be told; nothing here is ever connected to.
PRODUCTION = {
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "RECEIPT_KEY": "QSBzZWVkIGZvciB0aGUgY2hlY2tzIG9ubHksIDMyLi4=",
    "DATABASE_URL": "postgres://site:password@database.example/site",
    "REDIS_URL": "redis://redis.example/0",
    "EMAIL_URL": "smtp://mail.example:25",
    "MAIL_FROM": "Modellkommune <wettbewerb@example.org>",
    "SITE_ORIGIN": "https://example.org",
    "ALLOWED_HOSTS": "example.org",
    "TLS": "1",
    "DEBUG": "0",
    "DEMO": "0",
}
LAPTOP = {"DATABASE_URL": "sqlite:///:memory:", "DEBUG": "0", "DEMO": "0"}


@dataclass(frozen=True)
class Result:
    """What became of a check: ``report`` is empty when it passed without a word."""

    passed: bool
    report: str


@dataclass(frozen=True)
class Check:
    name: str
    run: Callable[[], Result]


def command(*parts: str, environment: dict[str, str] | None = None) -> Callable[[], Result]:
    """A check that is a program: it passes when its exit code is 0."""

    def run() -> Result:
        done = subprocess.run(
            parts,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Result(done.returncode == 0, done.stdout)

    return run


def complaints(find: Callable[[], Sequence[str]]) -> Callable[[], Result]:
    """A check that is a function: it passes when it finds nothing."""

    def run() -> Result:
        found = find()
        more = len(found) - SHOWN_COMPLAINTS
        shown = [*found[:SHOWN_COMPLAINTS], *([f"... and {more} more"] if more > 0 else [])]
        return Result(not found, "\n".join(shown))

    return run


def module(*parts: str) -> Callable[[], Result]:
    return command(sys.executable, "-m", *parts)


def python_folders() -> list[str]:
    return [name for name in PYTHON_FOLDERS if any((ROOT / name).rglob("*.py"))]


def lock_complaints() -> list[str]:
    """Locks that would bind the project to one mirror, or that lack what is asked for."""
    hosts = [
        f"{path.name} names a host: {line.strip()}"
        for path in lock.locks()
        for line in lock.hosts_named(path.read_text(encoding="utf-8"))
    ]
    missing = [
        f"{source.stem}.txt lacks {name}: run `make lock`"
        for source in sorted(lock.REQUIREMENTS.glob("*.in"))
        for name in lock.unlocked(
            source.with_suffix(".txt").read_text(encoding="utf-8"),
            source.read_text(encoding="utf-8"),
        )
    ]
    return hosts + missing


def templates() -> list[str]:
    found = [path.relative_to(ROOT) for path in repository.files() if path.suffix == ".html"]
    return [str(path) for path in found if "templates" in path.parts]


def all_checks() -> list[Check]:
    deploy = ("check", "--deploy", "--fail-level", "WARNING")
    migrations = ("makemigrations", "--check", "--dry-run")
    return [
        Check("types (mypy)", module("mypy", *python_folders())),
        Check("style (ruff)", module("ruff", "check", *CONCISE, ".")),
        Check("shape (ruff format)", module("ruff", "format", "--check", *CONCISE, ".")),
        Check("import contracts", command(f"{sys.prefix}/bin/lint-imports")),
        Check("templates (djade)", command(f"{sys.prefix}/bin/djade", "--check", *templates())),
        Check("migrations", command(*MANAGE, *migrations, environment=LAPTOP)),
        Check("project", command(*MANAGE, "check", environment=LAPTOP)),
        Check("deployment", command(*MANAGE, *deploy, environment=PRODUCTION)),
        Check("API description", module("tools.schema", "check")),
        Check("security document", complaints(security.complaints)),
        Check("translations", complaints(messages.check)),
        Check("locks", complaints(lock_complaints)),
        Check("nothing of others committed", complaints(repository.foreign_files)),
    ]


def run_checks(checks: Sequence[Check]) -> list[str]:
    """Run the checks, two at a time, and print each outcome; returns the names of the failed."""
    begin = time.monotonic()

    def timed(check: Check) -> tuple[Check, Result, float]:
        result = check.run()
        return check, result, time.monotonic() - begin

    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, result, seconds in pool.map(timed, checks):
            print(f"{'ok    ' if result.passed else 'FAILED'} {check.name} ({seconds:.0f} s)")
            if not result.passed:
                failed.append(check.name)
                print(result.report.rstrip(), flush=True)
    return failed


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    checks = [check for check in all_checks() if word in check.name]
    failed = run_checks(checks)
    print(f"\nchecks: {len(checks) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed or not checks else 0)


if __name__ == "__main__":
    main()
