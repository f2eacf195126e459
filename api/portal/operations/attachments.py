"""Files: scope, body, answer and refusals of each operation."""

from api.bodies import Nothing
from api.operations import Operation
from api.portal import examples
from api.portal.bodies import DraftRead, Upload
from api.portal.scopes import READ, SUBMIT, WRITE
from api.portal.serializers.attachments import OwnAttachmentSerializer
from api.portal.serializers.sealing import ReceiptSerializer

# Until when files may be changed, and of which applications.
OPEN = ("deadline_passed", "document_deadline_passed", "call_not_open", "unknown_move")
# What the inspection and the scanner object to.
UNFIT = (
    *("type_not_allowed", "file_encrypted", "file_macros", "file_unsafe", "file_damaged"),
    *("file_empty", "file_infected", "file_too_large", "unpacked_too_large", "image_too_large"),
    *("upload_cut_off", "scanner_unavailable", "storage_full"),
)

LIST = Operation(
    "listAttachments",
    "The files that the draft holds, the latest first",
    OwnAttachmentSerializer,
    examples.ATTACHMENT,
    scope=READ,
    many=True,
)
UPLOAD = Operation(
    "uploadAttachment",
    "Put a file to a question: 201, or 200 where the draft holds these bytes there already",
    OwnAttachmentSerializer,
    examples.ATTACHMENT,
    scope=WRITE,
    status=201,
    also=(200,),
    kind="upload",
    body=Upload,
    body_example=examples.UPLOAD,
    refusals=(
        *("required", "too_long", "control_characters", "malformed", "unknown_question"),
        *("precondition_required", "files_changed", "too_many_files", *OPEN, *UNFIT),
    ),
)
DOWNLOAD = Operation(
    "downloadAttachment",
    "One file of the draft or of a sealed version, whole, as it was sent",
    None,
    None,
    scope=READ,
    produces="*/*",
)
REMOVE = Operation(
    "removeAttachment",
    "Take a file out of the draft; sealed versions keep what they name",
    None,
    None,
    scope=WRITE,
    status=204,
    body=Nothing,
    refusals=OPEN,
)
HAND_IN = Operation(
    "handInDocument",
    "Hand in, after the deadline, the files of a question with a date of its own",
    ReceiptSerializer,
    examples.RECEIPT,
    scope=SUBMIT,
    status=201,
    also=(200,),
    body=DraftRead,
    body_example=examples.READ,
    refusals=(
        *("precondition_required", "malformed", "nothing_to_hand_in", "files_changed"),
        *("not_released", "unknown_question", *OPEN),
    ),
)
