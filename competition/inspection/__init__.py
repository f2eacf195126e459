"""What an uploaded file is: by its content and its ending together, before anybody opens it.

Plain Python, reading in bounded steps. The ending says which kind a file claims to be; the content
must be that kind from the first byte to the last and nothing else besides, so that no reader can
take it for another (OWASP ASVS 5.0, V5.2.2 and V5.2.3).
"""

from collections.abc import Callable, Collection
from pathlib import Path

from competition.inspection import images, names, office, pdf, polyglots
from competition.inspection.finding import Finding, Unfit
from competition.inspection.kinds import KINDS, Kind
from competition.inspection.names import clean

__all__ = ["KINDS", "Finding", "Kind", "Unfit", "clean", "inspect", "known"]

INSPECTORS: dict[str, Callable[[Path], frozenset[str]]] = {
    "pdf": pdf.inspect,
    "docx": office.inspect_docx,
    "xlsx": office.inspect_xlsx,
    "odt": office.inspect_odt,
    "ods": office.inspect_ods,
    "png": images.inspect_png,
    "jpeg": images.inspect_jpeg,
}


def known(allowed: Collection[str]) -> list[Kind]:
    """The kinds that are meant by ``allowed``, in our order; empty means all that we know."""
    return [kind for kind in KINDS.values() if not allowed or kind.key in allowed]


def inspect(path: Path, *, name: str, allowed: Collection[str] = ()) -> Finding:
    """What the file is, and what readers should know about it.

    ``allowed``: keys of ``KINDS``; empty means all. Raises ``Unfit``: the file must not be kept.
    """
    kind = names.kind_of(name, known(allowed))
    remarks = INSPECTORS[kind.key](path)
    polyglots.refuse(path, kind)
    return Finding(kind.key, kind.media_type, tuple(sorted(remarks)))
