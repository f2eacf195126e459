"""Child processes of our own: started on free ports, watched, and gone when their starter is gone.

Each runs in a process group of its own, so that a signal reaches its children too, and on a leash
(``tools/leash.py``): nothing is left over, not even when the starter is killed.
"""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

LEASH = Path(__file__).resolve().parent / "leash.py"
LOCALHOST = "127.0.0.1"


class ProcessError(Exception):
    """A process did not start, ended early or did not become ready; says what its log says."""


def free_port() -> int:
    """A TCP port on localhost that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOCALHOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something accepts connections on a port of localhost."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOCALHOST, port)) == 0


def wait_until(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Ask again and again until ``condition`` holds; raises ProcessError after ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise ProcessError(f"{what}: not within {seconds:g} s.")
        time.sleep(0.02)


def children_of(pid: int) -> list[int]:
    """The numbers of a process's children."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


class ChildProcess:
    """One program on a leash; a context manager that ends it.

    ``log`` gets what it prints (nothing is kept without one). ``stop_signal`` asks it to end,
    ``death_signal`` is what the kernel sends when the starter dies without having asked.
    """

    name = "process"
    stop_signal = signal.SIGTERM
    death_signal = signal.SIGKILL
    stop_seconds = 30.0

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        log: Path | None = None,
        user: str | None = None,
    ) -> None:
        program = shutil.which(str(command[0]))
        if program is None:
            raise ProcessError(f"{command[0]} is not on this machine.")
        self.command = [program, *map(str, command[1:])]
        self.environment = dict(os.environ if environment is None else environment)
        self.folder = folder
        self.log = log
        self.user = user
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The number of the running process; raises ProcessError when there is none."""
        if self.process is None:
            raise ProcessError(f"{self.name} has not been started.")
        return self.process.pid

    def start(self) -> Self:
        """Start it and return when it is ready; raises ProcessError with the end of its log."""
        if self.running():
            return self
        held_by = [str(os.getpid()), self.death_signal.name, self.user or "-"]
        leash = [sys.executable, "-IS", str(LEASH), *held_by]
        with Path(self.log or os.devnull).open("ab") as output:
            self.process = subprocess.Popen(
                [*leash, *self.command],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        _started.add(self)
        try:
            self.wait_ready()
        except BaseException:
            self.kill9()
            raise
        return self

    def wait_ready(self) -> None:
        """Return when it can be used. Here at once; servers wait until they answer."""

    def wait_for(self, condition: Callable[[], bool], *, seconds: float = 60) -> None:
        """Wait for ``condition``; raises ProcessError when the process ends before it holds."""

        def checked() -> bool:
            if not self.running():
                raise ProcessError(f"{self.name} ended early.\n{self.log_end()}")
            return condition()

        try:
            wait_until(checked, seconds=seconds, what=f"{self.name} ready")
        except ProcessError as error:
            raise ProcessError(f"{error}\n{self.log_end()}") from None

    def log_end(self) -> str:
        """The last 2,000 characters of its log."""
        if self.log is None or not self.log.exists():
            return ""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:]

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole process group; silent when it is gone."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def freeze(self) -> None:
        """Stop it in the middle of whatever it does (SIGSTOP): it is there and does not answer."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen process go on."""
        self.signal(signal.SIGCONT)

    def kill9(self) -> None:
        """End it and its children without a chance to tidy up (SIGKILL)."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()
        _started.discard(self)

    def ask_to_stop(self) -> None:
        """Ask the process itself, not its children, to end in good order."""
        if self.running() and self.process is not None:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Ask it to end, wait, and kill whatever of its group is still there."""
        self.thaw()
        self.ask_to_stop()
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.stop_seconds)
        self.kill9()

    def wait(self) -> None:
        """Wait until it ends of its own accord."""
        if self.process is not None:
            self.process.wait()

    def close(self) -> None:
        """Stop it for good, and remove what it has kept."""
        self.stop()
        self.tidy()

    def tidy(self) -> None:
        """Remove its files. Here it has none; servers remove their folder."""

    def restart(self) -> Self:
        """End it in good order and start it again with the same command."""
        self.stop()
        return self.start()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_started: weakref.WeakSet[ChildProcess] = weakref.WeakSet()
_owner = os.getpid()


@atexit.register
def _end_all() -> None:
    """End what a starter has forgotten. A forked child must not end its parent's processes."""
    if os.getpid() == _owner:
        for child in list(_started):
            child.kill9()
            child.tidy()
