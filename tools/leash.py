"""Turns itself into another program that ends when its starter ends, however that one ends.

    python leash.py STARTER SIGNAL USER|- PROGRAM ARGUMENT...

The process keeps its number (``exec``), so the starter can signal it directly. On Linux the kernel
sends SIGNAL when the process STARTER dies, even by ``kill -9``; elsewhere its own clean-up has to
do. With a USER (only as root) the program runs as that user, since PostgreSQL refuses root.
"""

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def become(user: str) -> None:
    """Give up root for ``user`` for good."""
    entry = pwd.getpwnam(user)
    os.initgroups(user, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def main() -> None:
    starter, signal_name, user, program, *arguments = sys.argv[1:]
    if user != "-":
        become(user)
    if sys.platform == "linux":
        # After the change of user, which would clear it; it outlives exec.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.Signals[signal_name].value)
        if os.getppid() != int(starter):
            sys.exit("The starter has ended already.")
    os.execv(program, [program, *arguments])  # noqa: S606 - a fixed program, no shell wanted


if __name__ == "__main__":
    main()
