"""The fictional bodies: they load, they are marked, and they are who the documents are addressed to."""

from pathlib import Path

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.loading import load_paths
from answerable.organisations.models import Organisation, SuccessionClaim

LISTS = Path(__file__).resolve().parents[3] / "data" / "demo" / "organisations"


@pytest.mark.django_db
def test_fifteen_bodies_load_and_are_marked_as_fictional() -> None:
    report = load_paths([LISTS], by=ORGANISATIONS_LOADER)
    assert not report.failed
    assert not report.left_out
    assert Organisation.objects.filter(fictional=True).count() == 15
    assert set(Organisation.objects.filter(key__startswith="demo:").values_list("fictional", flat=True)) == {
        True
    }


@pytest.mark.django_db
def test_merged_bodies_have_one_successor() -> None:
    load_paths([LISTS], by=ORGANISATIONS_LOADER)
    closed = Organisation.objects.filter(fictional=True, closed__isnull=False).values_list("key", flat=True)
    successions = SuccessionClaim.objects.filter(predecessor_key__startswith="demo:")
    assert {claim.predecessor_key for claim in successions} == set(closed)
    assert {claim.successor_key for claim in successions} == {"demo:tarnwick-skelderby-trust"}
