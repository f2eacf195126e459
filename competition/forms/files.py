"""The frame of a question of files: what is there, and the way to the page that takes more."""

from datetime import datetime
from typing import Any

from django import forms


class FilesFrame(forms.Widget):
    """Shows files, takes none: each is uploaded on the question's own page."""

    template_name = "portal/widgets/files.html"
    is_group = True
    first_part = "_link"

    def __init__(self, *, upload_url: str, until: datetime | None) -> None:
        """``until``: the question's own date (exclusive), where files may follow later."""
        super().__init__()
        self.upload_url, self.until = upload_url, until

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["widget"] |= {
            "files": value or [],
            "upload_url": self.upload_url,
            "until": self.until,
        }
        return context

    def value_from_datadict(self, _data: Any, _files: Any, _name: str) -> None:
        return None

    def value_omitted_from_data(self, _data: Any, _files: Any, _name: str) -> bool:
        return True
