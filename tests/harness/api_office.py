"""How the office's operations on the funded years, on barriers and on the site's texts are meant.

Merged into ``MEANT`` by ``api_requests.py``. Dora asks, unless another is named.
"""

from tests.fixtures.rounds import Stage
from tests.harness import api_office_rounds as rounds
from tests.harness.api_meant import Make, Meant
from tests.harness.api_rounds import agreed

DRAFT: dict[str, Make] = {"consultation": lambda _: rounds.DRAFT}
PLANNED: dict[str, Make] = {"event": lambda _: rounds.PLANNED}
LATER: dict[str, Make] = {"report": lambda _: "zwischenbericht"}
BARRIER: dict[str, Make] = {"number": rounds.barrier_number}
YEARS = Stage.ANNOUNCED

OFFICE: dict[str, Meant] = {
    "readFundedYears": Meant(YEARS),
    "setUpFundedYears": Meant(YEARS, body=rounds.setup, bare=True),
    "changeFundedYears": Meant(
        YEARS, body=lambda scene: {**rounds.version(scene), "summary": "Es geht los."}
    ),
    "publishFundedYears": Meant(YEARS, body=rounds.version, before=rounds.prepared, bare=True),
    "listAgreements": Meant(YEARS),
    "readAgreement": Meant(YEARS),
    "proposeAgreement": Meant(YEARS, before=rounds.begun, bare=True),
    "confirmAgreement": Meant(YEARS, by="Emil", body=agreed, before=rounds.proposed, bare=True),
    "rejectAgreement": Meant(YEARS, by="Emil", body=agreed, before=rounds.proposed, bare=True),
    "recordAcceptance": Meant(YEARS, body=rounds.signed, before=rounds.confirmed, bare=True),
    "listReports": Meant(YEARS),
    "readReport": Meant(YEARS),
    "readFiledReport": Meant(YEARS),
    "judgeReport": Meant(YEARS, body=rounds.judged),
    "extendReport": Meant(YEARS, body=rounds.later, places=LATER),
    "listPayments": Meant(YEARS, before=rounds.requested),
    "readPayment": Meant(YEARS, before=rounds.requested),
    "certifyPayment": Meant(YEARS, body=rounds.payment_read, before=rounds.requested),
    "orderPayment": Meant(YEARS, by="Emil", body=rounds.payment_read, before=rounds.certified),
    "rejectPayment": Meant(YEARS, before=rounds.certified),
    "recordPayment": Meant(YEARS, body=rounds.transferred, before=rounds.ordered),
    "listOfficeConsultations": Meant(YEARS),
    "createConsultation": Meant(YEARS, body=rounds.document),
    "readOfficeConsultation": Meant(YEARS),
    "changeConsultation": Meant(YEARS, body=rounds.rewritten, before=rounds.written, places=DRAFT),
    "publishConsultation": Meant(
        YEARS, body=rounds.draft_read, before=rounds.written, places=DRAFT
    ),
    "extendConsultation": Meant(YEARS, body=rounds.longer),
    "closeConsultation": Meant(YEARS, body=rounds.reported, before=rounds.over),
    "listOfficeComments": Meant(YEARS, before=rounds.commented),
    "showComment": Meant(YEARS, body=rounds.comment_read, before=rounds.commented),
    "withholdComment": Meant(YEARS, body=rounds.withheld, before=rounds.commented),
    "answerComment": Meant(YEARS, body=rounds.answered),
    "listProgrammeWorkshops": Meant(YEARS),
    "createWorkshop": Meant(YEARS),
    "readProgrammeWorkshop": Meant(YEARS),
    "changeWorkshop": Meant(YEARS, body=rounds.moved),
    "announceWorkshop": Meant(YEARS, body=rounds.workshop_read, before=rounds.planned),
    "cancelWorkshop": Meant(YEARS),
    "recordAttendance": Meant(YEARS, body=rounds.attended, before=rounds.held),
    "listWatchedProfiles": Meant(YEARS),
    "takeProfileDown": Meant(YEARS, body=rounds.taken_down),
    "listProgrammeEvents": Meant(YEARS),
    "createEvent": Meant(YEARS, body=rounds.event_draft),
    "readProgrammeEvent": Meant(YEARS),
    "changeEvent": Meant(YEARS, body=rounds.event_moved),
    "publishEvent": Meant(YEARS, before=rounds.event_planned, places=PLANNED),
    "cancelEvent": Meant(YEARS),
    "listRegistrations": Meant(YEARS, before=rounds.registered),
    "listBarrierReports": Meant(before=rounds.barrier),
    "readBarrierReport": Meant(before=rounds.barrier, places=BARRIER),
    "answerBarrierReport": Meant(before=rounds.barrier, places=BARRIER),
    "writeSiteText": Meant(body=rounds.imprint),
}
