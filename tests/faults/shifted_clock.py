"""A machine whose clock is wrong: processes that begin with another time, and may jump later.

    clock = ShiftedClock(tmp_path, site.environment)    # before a process is first named
    clock.shift(3600)                                   # from now on all of them are an hour ahead

Only the wall clock is wrong (``time`` and ``datetime``): what measures spans goes on, as on a real
machine. The database's clock is another machine's.
"""

from pathlib import Path

SITECUSTOMIZE = '''
"""Puts the clock of this process as far off as a file says."""

import copyreg
import datetime
import os
import time

PLACE = os.environ["SHIFTED_CLOCK"]
REAL = datetime.datetime
real_time, real_time_ns = time.time, time.time_ns
real_gmtime, real_localtime = time.gmtime, time.localtime


def shift():
    with open(PLACE) as file:
        return float(file.read() or 0)


class Kind(type):
    def __instancecheck__(cls, made):
        return isinstance(made, REAL)

    def __subclasscheck__(cls, other):
        return issubclass(other, REAL)


class datetime_(REAL, metaclass=Kind):
    def __new__(cls, *arguments, **named):
        return REAL(*arguments, **named)

    @classmethod
    def now(cls, tz=None):
        return REAL.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls):
        return REAL.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)

    today = now


datetime_.__name__ = datetime_.__qualname__ = "datetime"
datetime_.__module__ = "datetime"
datetime.datetime = datetime_
copyreg.pickle(REAL, lambda made: (datetime_, made.__reduce__()[1]))
time.time = lambda: real_time() + shift()
time.time_ns = lambda: real_time_ns() + int(shift() * 10**9)


class Broken:
    """Not a function: what hangs it up in a class must not make a method of it."""

    def __init__(self, real):
        self.real = real

    def __call__(self, seconds=None):
        return self.real(time.time() if seconds is None else seconds)


time.gmtime, time.localtime = Broken(real_gmtime), Broken(real_localtime)
'''


class ShiftedClock:
    """The wrong clock of all processes that are started with this environment."""

    def __init__(self, folder: Path, environment: dict[str, str], *, seconds: float = 0) -> None:
        code = folder / "clock"
        code.mkdir()
        (code / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
        self._place = folder / "shift"
        self.shift(seconds)
        environment["PYTHONPATH"] = str(code)
        environment["SHIFTED_CLOCK"] = str(self._place)

    def shift(self, seconds: float) -> None:
        """Be so far ahead of the true time from now on; below 0: behind it."""
        made = self._place.with_suffix(".new")
        made.write_text(str(seconds), encoding="ascii")
        made.replace(self._place)
