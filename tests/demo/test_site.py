"""The demo says who it is, and has barriers to answer."""

import pytest
from django.test import Client

from competition.models import AuditEntry, BarrierReport, SiteText
from demo import play, site

pytestmark = pytest.mark.django_db


def test_the_demo_is_furnished_once(client: Client) -> None:
    office = play.office()
    assert site.furnish(office) == len(site.TEXTS)
    assert site.furnish(office) == SiteText.objects.count()
    assert BarrierReport.objects.filter(answered_at=None).count() == 1
    assert BarrierReport.objects.count() == 2
    assert AuditEntry.objects.filter(act="barrier.answered").count() == 1
    assert "Beispielamt für offene Kommunen" in client.get("/impressum/").content.decode()
