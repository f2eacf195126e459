"""The selection as one file that runs with Python alone: `python -m reviews.selection.zip PATH`.

Applicants and courts recompute a decision with it: `python modellkommune-auswahl.pyz FILE`. The
same sources always give the same bytes: sorted names, one date, no compression.
"""

import io
import sys
import zipfile
from pathlib import Path

from reviews import ranking
from reviews.selection.__main__ import EXIT_MALFORMED

NAME = "modellkommune-auswahl.pyz"
SHEBANG = b"#!/usr/bin/env python3\n"
START = b"import sys\n\nfrom reviews.selection.__main__ import main\n\nsys.exit(main())\n"
_DATE = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16
_UNIX = 3


def contents() -> dict[str, bytes]:
    """Every file of the archive by its name."""
    scoring = Path(ranking.__file__)
    package = Path(__file__).parent
    files = {"__main__.py": START, "reviews/__init__.py": b""}
    for path in (scoring, *package.glob("*.py")):
        files[path.relative_to(scoring.parent.parent).as_posix()] = path.read_bytes()
    return dict(sorted(files.items()))


def archived() -> bytes:
    """The archive itself."""
    made = io.BytesIO()
    made.write(SHEBANG)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents().items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr, entry.create_system = _READABLE, _UNIX
            archive.writestr(entry, content)
    return made.getvalue()


def write(path: Path) -> None:
    """Write the archive, or replace it."""
    path.write_bytes(archived())
    path.chmod(0o755)


def main(arguments: list[str]) -> int:
    """Write the archive to the one path given; 2 with a line on standard error if that fails."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m reviews.selection.zip PATH\n")
        return EXIT_MALFORMED
    try:
        write(Path(arguments[0]))
    except OSError as error:
        sys.stderr.write(f"reviews.selection.zip: {error.strerror}: {arguments[0]}\n")
        return EXIT_MALFORMED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
