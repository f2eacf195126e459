"""The description of the API as it is stored, so that no change of it goes unnoticed.

    python -m tools.schema update    write docs/api/openapi.json
    python -m tools.schema check     warnings, wrong OpenAPI, and any difference from that file

A difference is named with whether it breaks programs; whoever wants it runs ``update``.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tools.programs import ROOT
from tools.schema_changes import Comparison

STORED = ROOT / "docs" / "api" / "openapi.json"
SHOWN = 30
# Nothing is asked of a database, and nothing of this machine is told.
ENVIRONMENT = {"DATABASE_URL": "sqlite:///:memory:", "DEBUG": "0", "DEMO": "0"}


def canonical(document: dict[str, Any]) -> str:
    """One text for one description: names in order, one member to a line."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def complaints(stored: Path, document: dict[str, Any]) -> list[str]:
    """What has changed since the description was stored; nothing where it is the same."""
    if not stored.is_file():
        return [f"{stored.name} is missing: run `python -m tools.schema update`"]
    text = stored.read_text(encoding="utf-8")
    if text == canonical(document):
        return []
    changes = [str(each) for each in Comparison(json.loads(text), document).changes()]
    shown = changes[:SHOWN] or ["words: only texts and examples differ"]
    if len(changes) > SHOWN:
        shown.append(f"... and {len(changes) - SHOWN} more")
    return [*shown, "if this is meant, run `python -m tools.schema update`"]


def generated() -> tuple[dict[str, Any], str]:
    """The present description, and what the generator complains of ("" where all is well)."""
    options = ("--lang", "de", "--format", "openapi-json", "--validate", "--fail-on-warn")
    done = subprocess.run(
        (sys.executable, "manage.py", "spectacular", *options),
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {}, done.stderr.strip() or "the description cannot be generated"
    return json.loads(done.stdout), ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=("update", "check"))
    act = parser.parse_args().act
    document, wrong = generated()
    found = [wrong] if wrong else []
    if act == "check" and not wrong:
        found = complaints(STORED, document)
    elif not wrong:
        STORED.parent.mkdir(parents=True, exist_ok=True)
        STORED.write_text(canonical(document), encoding="utf-8")
    if found:
        print(*found, sep="\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
