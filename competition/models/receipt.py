"""Receipts of sealed versions."""

from django.db import models

from competition import receipts
from competition.models.application import ApplicationVersion


class Receipt(models.Model):
    """Number, digest and signature of one sealed version; ``document`` is what was signed."""

    version = models.OneToOneField(
        ApplicationVersion, on_delete=models.PROTECT, related_name="receipt"
    )
    number = models.CharField(max_length=14, unique=True)
    document = models.JSONField()
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=100)

    class Meta:
        ordering = ("version",)

    def __str__(self) -> str:
        return self.number

    @property
    def digest(self) -> str:
        """SHA-256 of the signed document."""
        return receipts.digest(self.document)
