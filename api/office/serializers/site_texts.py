"""The operator's texts of the site."""

from rest_framework import serializers

from competition.models import SiteText


class SiteTextSerializer(serializers.ModelSerializer[SiteText]):
    """The version that counts; an empty text leaves the house's words alone."""

    saved_by = serializers.EmailField(source="saved_by.email", read_only=True)

    class Meta:
        model = SiteText
        fields = ("page", "language", "version", "text", "saved_at", "saved_by")
        read_only_fields = fields
