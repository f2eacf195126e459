"""More is asked than can be answered: what can wait is put off, and nobody who submits is."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from competition.drafts import digest
from competition.forms.answers import AnswersForm
from competition.models import Answer, Application
from tests.faults.journal import BUSY, DONE, FOUND, Browser, Exchange, Journal
from tests.faults.whole import assert_faults_answered, assert_round_whole
from tests.fixtures.rounds import MakeRound, Stage
from tests.fixtures.site import Site
from tests.races.holds import held, wait_for_waiting
from tools.site import WebServer

THREADS, SAVES = 4, 48
PUT_OFF = 429
SAVING = "LOCK TABLE competition_answer IN EXCLUSIVE MODE"
"""Reads go on, and so does submitting; every save hangs until the database gives it up."""
QUEUE_SECONDS = 30.0


@pytest.fixture
def narrow_web(site: Site) -> WebServer:
    """One process with few threads, so that a queue grows quickly."""
    site.environment |= {"WEB_WORKERS": "1", "WEB_THREADS": str(THREADS)}
    return site.web.start()


def title_of(draft: Application) -> dict[str, str]:
    """A new title as a page sends it while somebody types."""
    stored = {each.question.key: each for each in draft.answers.select_related("question")}
    form = AnswersForm(list(draft.call.questions.all()), stored)
    return {"title": "Beim Tippen gespeichert", "version-title": form.initial["version-title"]}


def save(browser: Browser, draft: Application, typed: dict[str, str]) -> Exchange:
    return browser.sends(f"/portal/bewerbungen/{draft.public_id}/speichern/", **typed)


def test_r04_saves_are_put_off_while_submitting_and_signing_in_go_through(
    narrow_web: WebServer, make_round: MakeRound
) -> None:
    round_ = make_round(Stage.OPEN)
    writing, ready = round_.draft(0), round_.draft(1)
    journal = Journal()
    writer = Browser.of(writing.contact, journal, narrow_web.port)
    sender = Browser.of(ready.contact, journal, narrow_web.port)
    typed, read = title_of(writing), digest(ready)

    def send(hands: ThreadPoolExecutor, count: int) -> list[Future[Exchange]]:
        return [hands.submit(save, writer, writing, typed) for _ in range(count)]

    with ThreadPoolExecutor(SAVES + 2) as hands, held(SAVING):
        saves = send(hands, THREADS)
        wait_for_waiting(1)  # and the other threads hang in a moment: what comes now has to wait
        saves += send(hands, SAVES - THREADS)
        submitted = hands.submit(sender.submits, ready.public_id, read)
        sign_in = hands.submit(Browser(journal, narrow_web.port, "").reads, "/anmelden/")
        told = [each.result() for each in saves]

        assert submitted.result().status == FOUND
        assert sign_in.result().status == DONE

    put_off = [each for each in told if each.status == PUT_OFF]
    assert put_off, [str(each) for each in told]
    assert {each.status for each in told} <= {PUT_OFF, BUSY}
    assert all(10 <= int(each.headers["Retry-After"]) <= 30 for each in put_off)
    assert_faults_answered(journal.exchanges, slack=QUEUE_SECONDS)
    assert_round_whole(journal)
    # The page still has the text, and sends it again when it was told to.
    assert save(writer, writing, typed).status == DONE
    assert Answer.objects.get(application=writing, question__key="title").value == typed["title"]
