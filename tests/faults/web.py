"""Killing the web server's workers, and seeing whether all of it is well again."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.faults.journal import DONE, Exchange, Journal
from tests.faults.submitting import Crowd
from tools.processes import children_of, wait_until
from tools.site import WebServer

SEED = 2017
ADDRESSES = (
    "/",
    "/anmelden/",
    "/portal/",
    "/jury/",
    "/geschaeftsstelle/",
    "/api/v1/public/calls/",
    "/api/v1/portal/applications/",
)
"""One of each kind: public, sign-in, of every audience, and programs' doors."""


def kill_workers(web: WebServer, crowd: Crowd, *, kills: int) -> None:
    """Kill one of gunicorn's workers so many times, at instants of a fixed seed, in the middle of
    submissions; the next only after another submission got through."""
    draw = random.Random(SEED)  # noqa: S311 - the same instants in every run
    for _ in range(kills):
        wait_until(lambda: bool(children_of(web.pid)), seconds=60, what="a worker")
        crowd.wait_for(1)
        time.sleep(draw.uniform(0, 0.15))
        os.kill(draw.choice(children_of(web.pid)), signal.SIGKILL)


def ask_everywhere(crowd: Crowd, *, hands: int = 8, times: int = 2) -> Journal:
    """Ask every kind of address, signed in, with many hands at once: every thread of the web server
    has a connection of its own, and each must bear it."""
    journal = Journal()
    browser = replace(crowd.applicants[0].browser, journal=journal)
    program = replace(crowd.applicants[0].program, journal=journal)

    def ask(path: str) -> Exchange:
        return program.asks("GET", path) if path.startswith("/api/") else browser.reads(path)

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(ask, list(ADDRESSES) * times))
    return journal


def wait_until_up(web: WebServer) -> None:
    """Wait until a page comes that needs the database."""

    def is_up() -> bool:
        return Journal().ask(web.port, "GET", "/api/v1/public/calls/").status == DONE

    wait_until(is_up, seconds=180, what="the site up again")
