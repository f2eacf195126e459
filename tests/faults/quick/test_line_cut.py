"""The answer is lost on its way back: whoever sends again is in once, with the receipt it had."""

from competition import drafts
from competition.models import ApplicationVersion, Receipt
from tests.faults.journal import CREATED, FOUND, Browser, Journal, Program
from tests.faults.lines import Line, Loss
from tests.faults.whole import assert_round_whole
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tools.processes import wait_until

LOST = (Loss.CUT, Loss.RESET, Loss.TRICKLE)


def test_x12_lost_answers_and_the_same_request_again(site: Site, make_round: MakeRound) -> None:
    round_ = make_round(Stage.OPEN)
    drafts_ = [round_.draft(number) for number in range(2 * len(LOST))]
    journal = Journal()
    with Line(site.web.start().port) as line:
        for number, loss in enumerate(LOST):
            by_program, by_form = drafts_[2 * number : 2 * number + 2]
            program = Program.of(by_program.contact, journal, line.port)
            browser = Browser.of(by_form.contact, journal, line.port)
            read = drafts.digest(by_program), drafts.digest(by_form)

            line.loss = loss
            assert program.submits(by_program.public_id, read[0], key=f"k{number}").is_lost
            assert browser.submits(by_form.public_id, read[1]).is_lost
            sealed = Receipt.objects.filter(version__application__in=[by_program, by_form])
            # The answer had begun, so the act was done.
            wait_until(lambda: sealed.count() == 2, seconds=60, what="both sealed")  # noqa: B023
            number_of = dict(sealed.values_list("version__application__public_id", "number"))

            line.loss = Loss.NONE
            again = program.submits(by_program.public_id, read[0], key=f"k{number}")
            assert (again.status, again.value["number"]) == (
                CREATED,
                number_of[by_program.public_id],
            )
            assert again.headers["Idempotency-Replayed"] == "true"
            assert browser.submits(by_form.public_id, read[1]).status == FOUND
    assert ApplicationVersion.objects.count() == len(drafts_)
    assert_round_whole(journal)
