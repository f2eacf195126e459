"""The command line: `python -m reviews.selection FILE` prints the result as JSON.

Exit status 0 for every computed status, ties and infeasible rounds included; 2 for a malformed
file or wrong arguments, with one line on standard error.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from reviews.selection import NODE_LIMIT, CaseError, select
from reviews.selection.reading import quote

EXIT_MALFORMED = 2


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_MALFORMED, f"reviews.selection: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        case = load(options.file)
        result = select(
            case,
            explain=options.explain,
            node_limit=options.node_limit,
            time_limit=options.time_limit,
            certificate=options.certificate,
        )
    except CaseError as error:
        sys.stderr.write(f"reviews.selection: {error}\n")
        return EXIT_MALFORMED
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    sys.stdout.buffer.write(text.encode())
    return 0


def load(name: str) -> Any:
    """Read and parse a file, or standard input for "-"; every failure is a `CaseError`."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a file name"
        raise CaseError(f"{quote(name)} cannot be read: {reason}") from None
    try:
        return json.loads(
            raw.decode("utf-8-sig"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except CaseError:
        raise
    except UnicodeDecodeError:
        raise CaseError("the file is not UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseError(f"the file is not JSON: {error.msg} at {where}") from None
    except RecursionError:
        raise CaseError("the file is nested too deeply") from None
    except ValueError:
        raise CaseError("the file holds a number with too many digits") from None


def _refuse_constant(name: str) -> NoReturn:
    raise CaseError(f"the file is not JSON: {name} is not a number")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise CaseError(f"the file gives the key {quote(key)} twice in one object")
        found[key] = value
    return found


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m reviews.selection",
        description="Decide a round exactly and explain the decision.",
    )
    parser.add_argument("file", help='a case or bundle (JSON); "-" reads standard input')
    parser.add_argument(
        "--no-explain", dest="explain", action="store_false", help="leave out the explanations"
    )
    parser.add_argument("--certificate", action="store_true", help="report the nodes visited")
    parser.add_argument("--node-limit", type=int, default=NODE_LIMIT, help="nodes to visit")
    parser.add_argument("--time-limit", type=float, default=None, help="seconds to search")
    return parser


if __name__ == "__main__":
    sys.exit(main())
