"""Children on a leash: what is started ends, however its starter ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.processes import ChildProcess, ProcessError, wait_until
from tools.programs import ROOT

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
# What is started in the background of a shell ignores SIGINT, and so would the starter.
STARTER = """
import signal, sys, time
from tools.processes import ChildProcess
signal.signal(signal.SIGINT, signal.default_int_handler)
child = ChildProcess([sys.executable, "-c", "import time; time.sleep(60)"]).start()
print(child.pid, flush=True)
time.sleep(60)
"""


def ended(pid: int) -> bool:
    """Whether a process is gone, or only waits for somebody to take note (a zombie)."""
    try:
        return (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")")[-1].split()[0] == "Z"
        )
    except FileNotFoundError:
        return True


def test_leaving_the_context_ends_the_process() -> None:
    with ChildProcess(SLEEPER) as child:
        assert child.running()
    assert not child.running()


def test_a_frozen_process_can_be_stopped() -> None:
    child = ChildProcess(SLEEPER).start()
    child.freeze()
    child.stop()
    assert not child.running()


def test_what_a_process_has_started_goes_with_it(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = "sleep 60 & echo $!; wait"
    with ChildProcess(["sh", "-c", script], log=log):
        wait_until(lambda: log.read_text().endswith("\n"), seconds=10, what="its number")
        grandchild = int(log.read_text())
        assert not ended(grandchild)
    wait_until(lambda: ended(grandchild), seconds=10, what="its end")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_process_ends_when_its_starter_is_killed(number: signal.Signals) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with starter:
        assert starter.stdout is not None
        child = int(starter.stdout.readline())
        os.kill(starter.pid, number)
        starter.wait(timeout=30)
    wait_until(lambda: ended(child), seconds=10, what="its end")


def test_a_process_that_ends_before_it_is_ready_shows_its_log(tmp_path: Path) -> None:
    child = ChildProcess(["sh", "-c", "echo no room left; exit 3"], log=tmp_path / "log")
    child.wait_ready = lambda: child.wait_for(lambda: False)  # type: ignore[method-assign] # never
    with pytest.raises(ProcessError, match="no room left"):
        child.start()


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ProcessError, match="no-such-program"):
        ChildProcess(["no-such-program"])
