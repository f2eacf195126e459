"""A hundred kills of the web server's workers, and every line between lost now and then."""

import itertools

from tests.faults.lines import Line, Loss
from tests.faults.submitting import Crowd
from tests.faults.web import kill_workers
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site

KILLS = 100
LOSSES = 30


def test_x11_a_hundred_kills_of_web_workers(site: Site, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    web = site.web.start()
    crowd = Crowd(round_, web.port, count=4)
    with crowd.submitting():
        kill_workers(web, crowd, kills=KILLS)
    crowd.assert_whole()


def test_x12_lines_that_lose_answers_all_the_time(site: Site, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    with Line(site.web.start().port) as line:
        crowd = Crowd(round_, line.port, count=4)
        with crowd.submitting():
            for loss in itertools.islice(itertools.cycle(Loss), LOSSES):
                lost = sum(each.is_lost for each in crowd.journal.exchanges)
                line.loss = loss
                if loss in (Loss.NONE, Loss.DELAY):
                    crowd.wait_for(1)
                else:
                    crowd.wait_for_lost(lost + 1)
            line.loss = Loss.NONE
        crowd.assert_whole()
