"""A mail backend that writes each message as one .eml file: for laptops and example rounds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Writes into ``EMAIL_FILE_PATH``. The Message-ID names the file: a copy overwrites itself."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.folder = Path(str(settings.EMAIL_FILE_PATH))

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            document = message.message()
            name = str(document["Message-ID"]).strip("<>").partition("@")[0]
            part = self.folder / f"{name}.part"
            part.write_bytes(document.as_bytes())
            part.rename(self.folder / f"{name}.eml")
        return len(email_messages)
