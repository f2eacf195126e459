"""The world of the harnesses on a real server, to be looked at and left as it is; and desks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext
from pytest_django import DjangoDbBlocker

from competition.models import User
from tests.browser.desks import Desk
from tests.fixtures.site import Site, database_url
from tests.harness.visitors import Visitors
from tests.harness.world import World, build, queue_run
from tools.services import RedisServer

Look = Literal["wide light", "phone dark"]
SIZES = {"wide light": (1280, 900), "phone dark": (320, 640)}
OpenProfile = Callable[[str, Look], BrowserContext]
Enter = Callable[[User], Desk]


@dataclass(frozen=True)
class Shown:
    """A world, the server that shows it, and the cookies of everybody in it."""

    world: World
    origin: str
    sessions: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def shown(
    browser: Browser,  # first: it allows queries beside a running browser
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Shown]:
    """A world of two rows, with a selection run that waits; emptied when the file is done."""
    with django_db_blocker.unblock(), RedisServer() as redis:
        world = build(2)
        queue_run(world)
        folder = tmp_path_factory.mktemp("site")
        site = Site(database_url=database_url(), redis=redis, folder=folder)
        yield Shown(world, site.web.start().origin, Visitors(world).sessions)
        site.close()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def profile(browser: Browser, shown: Shown) -> Iterator[OpenProfile]:
    """The profile of a persona, on a wide light screen or on a dark phone; kept for the file."""
    opened: dict[tuple[str, Look], BrowserContext] = {}

    def profile_of(persona: str, look: Look) -> BrowserContext:
        if (persona, look) not in opened:
            opened[persona, look] = _opened(browser, shown, persona, look)
        return opened[persona, look]

    yield profile_of
    for context in opened.values():
        context.close()


def _opened(browser: Browser, shown: Shown, persona: str, look: Look) -> BrowserContext:
    width, height = SIZES[look]
    context = browser.new_context(
        locale="de-DE",
        viewport={"width": width, "height": height},
        color_scheme="dark" if look == "phone dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    for name, value in shown.sessions[persona].items():
        context.add_cookies([{"name": name, "value": value, "url": shown.origin}])
    return context


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Enter]:
    """Opens a browser of their own for somebody."""
    opened = []

    def open_desk(user: User) -> Desk:
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
        context.set_default_timeout(15_000)
        opened.append(context)
        return Desk(context.new_page(), site.web.origin, user)

    yield open_desk
    for context in opened:
        context.close()
