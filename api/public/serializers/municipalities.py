"""What anybody may read of municipalities."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import PlaceSerializer
from competition.models import Municipality

# In German in every language: it is a name and a licence.
SOURCE = (
    "Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem GV-ISys, "
    "Gebietsstand {as_of:%d.%m.%Y}; Daten verändert"
)


class MunicipalitySerializer(PlaceSerializer):
    """A row of the register as it stood on the day ``as_of``; coordinates are decimal texts."""

    synthetic = serializers.BooleanField(source="is_synthetic")

    class Meta(PlaceSerializer.Meta):
        fields: tuple[str, ...] = (
            *PlaceSerializer.Meta.fields,
            *("latitude", "longitude", "as_of", "synthetic"),
        )
        read_only_fields: tuple[str, ...] = fields


class MunicipalityDetailSerializer(MunicipalitySerializer):
    """``source``: the line that must stand where the register's data are shown."""

    source = serializers.SerializerMethodField()  # type: ignore[assignment]  # fields are declared, not attributes

    class Meta(MunicipalitySerializer.Meta):
        fields = (*MunicipalitySerializer.Meta.fields, "source")
        read_only_fields = fields

    @extend_schema_field(serializers.CharField())
    def get_source(self, place: Municipality) -> str:
        return "" if place.is_synthetic else SOURCE.format(as_of=place.as_of)
