"""What an inspection ends with: a finding, or that the file is unfit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """The kind of a fit file. ``remarks`` are codes of what its readers should know:

    ``javascript``, ``launch`` (starts programs), ``embedded`` (files inside), ``external`` (loads
    something from elsewhere).
    """

    kind: str
    media_type: str
    remarks: tuple[str, ...]


class Unfit(Exception):  # noqa: N818  # an answer about a file, not an error of the program
    """The file must not be kept. ``code`` is that of a refusal, ``why`` a word of its reasons."""

    def __init__(self, code: str, why: str = "") -> None:
        self.code = code
        self.why = why
        super().__init__(f"{code} {why}".strip())
