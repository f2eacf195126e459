"""gunicorn's workers are killed while they submit: nothing acknowledged is lost, none doubled."""

from tests.faults.submitting import Crowd
from tests.faults.web import kill_workers
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site


def test_x11_ten_kills_of_web_workers_lose_nothing_and_double_nothing(
    site: Site, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    web = site.web.start()
    crowd = Crowd(round_, web.port, count=4)
    with crowd.submitting():
        kill_workers(web, crowd, kills=10)
    crowd.assert_whole()
