"""The command line: `python -m reviews.selection FILE` prints the result as JSON.

The file is a case, a full or public bundle, or a published decision; of a decision it is said
whether its published result agrees with the one computed anew, and whether its awards are the
computed ones or differ exactly as it names. `--explain` prints sentences.
Exit status 0 for every computed status, ties and infeasible rounds included; 1 where a published
decision does not agree, 3 where the limits did not suffice to say so; 2 for a malformed file or
wrong arguments, with one line on standard error.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from reviews.selection import NODE_LIMIT, CaseError, select
from reviews.selection.bootstrap import SEED
from reviews.selection.documents import Document, compare, open_document
from reviews.selection.phrases import LANGUAGES, PHRASES
from reviews.selection.reading import quote
from reviews.selection.words import Words, agreement_lines, award_lines

EXIT_DISAGREES = 1
EXIT_MALFORMED = 2
EXIT_UNPROVEN = 3
MAX_BOOTSTRAP = 100_000


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(EXIT_MALFORMED, f"reviews.selection: {message}\n")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        document = open_document(load(options.file))
        result = _computed(document, options)
    except CaseError as error:
        sys.stderr.write(f"reviews.selection: {error}\n")
        return EXIT_MALFORMED
    if options.explain:
        _write(Words(document.case, result, options.lang, document.names).lines())
    else:
        _write([json.dumps(result, ensure_ascii=False, indent=2)])
    return _checked(document, result, options)


def _computed(document: Document, options: argparse.Namespace) -> dict[str, Any]:
    insight = options.explain or options.insight or options.bootstrap > 0
    if document.published is not None:
        insight = insight or "insight" in document.published
    return select(
        document.case,
        explain=options.explanations,
        insight=insight,
        bootstrap=options.bootstrap,
        bootstrap_seed=options.seed,
        node_limit=options.node_limit,
        time_limit=options.time_limit,
        certificate=options.certificate,
    )


def _checked(document: Document, result: dict[str, Any], options: argparse.Namespace) -> int:
    """Say whether a published result agrees: among the sentences, or beside the JSON."""
    if document.published is None:
        return 0
    if result["status"] == "not_proven" != document.published.get("status"):
        _tell([PHRASES[options.lang]["unproven"]], options)
        return EXIT_UNPROVEN
    agreement = compare(document, result)
    _tell(agreement_lines(agreement, options.lang), options)
    if agreement.holds:
        _tell(award_lines(document, options.lang), options)
    return 0 if agreement.holds else EXIT_DISAGREES


def _tell(lines: Iterable[str], options: argparse.Namespace) -> None:
    if options.explain:
        _write(lines)
    else:
        sys.stderr.writelines(f"reviews.selection: {_printable(line)}\n" for line in lines)


def _write(lines: Iterable[str]) -> None:
    text = "\n".join(_printable(part) for line in lines for part in line.split("\n"))
    sys.stdout.buffer.write(f"{text}\n".encode())


def _printable(line: str) -> str:
    """A line that cannot steer a terminal, whatever the file's texts hold."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in line)


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


def _count(typed: str) -> int:
    number = int(typed)
    if not 0 <= number <= MAX_BOOTSTRAP:
        raise argparse.ArgumentTypeError(f"must lie between 0 and {MAX_BOOTSTRAP}")
    return number


def _nodes(typed: str) -> int:
    number = int(typed)
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def _seconds(typed: str) -> float:
    seconds = float(typed)
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be a number of seconds")
    return seconds


def _seed(typed: str) -> str:
    if not typed.isprintable():
        raise argparse.ArgumentTypeError("must be printable text")
    return typed


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m reviews.selection",
        description="Decide a round exactly and explain the decision.",
    )
    parser.add_argument("file", help='a case, a bundle or a decision (JSON); "-": standard input')
    parser.add_argument("--explain", action="store_true", help="sentences instead of JSON")
    parser.add_argument("--lang", choices=LANGUAGES, default="de", help="of the sentences")
    parser.add_argument(
        "--no-explain",
        dest="explanations",
        action="store_false",
        help="leave out prices, margins, successors",
    )
    parser.add_argument(
        "--insight", action="store_true", help="classes, flip distances, near ties as well"
    )
    parser.add_argument(
        "--bootstrap",
        type=_count,
        default=0,
        metavar="RUNS",
        help=f"draw so many juries at random ({MAX_BOOTSTRAP} at most)",
    )
    parser.add_argument("--seed", type=_seed, default=SEED, help="of the juries drawn at random")
    parser.add_argument("--certificate", action="store_true", help="report the nodes and the bound")
    parser.add_argument("--node-limit", type=_nodes, default=NODE_LIMIT, help="nodes to visit")
    parser.add_argument("--time-limit", type=_seconds, default=None, help="seconds to search")
    return parser


if __name__ == "__main__":
    sys.exit(main())
