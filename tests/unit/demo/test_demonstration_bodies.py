"""The fictional bodies: they load, they are marked, and they are who the documents are addressed to."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.loading import load_paths
from answerable.organisations.models import Organisation, SuccessionClaim
from answerable.organisations.resolver import Resolver

LISTS = Path(__file__).resolve().parents[3] / "data" / "demo" / "organisations"


@pytest.mark.django_db
def test_sixteen_bodies_load_and_are_marked_as_fictional() -> None:
    report = load_paths([LISTS], by=ORGANISATIONS_LOADER)
    assert not report.failed
    assert not report.left_out
    assert Organisation.objects.filter(fictional=True).count() == 16
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


TRUST = "demo:tarnwick-skelderby-trust"


@pytest.mark.django_db
def test_documents_are_addressed_to_these_bodies() -> None:
    """Each as written in a document: the body at the report's date, or what is said where there is none."""
    load_paths([LISTS], by=ORGANISATIONS_LOADER)
    resolver = Resolver.from_database()
    written = {
        ("Chief Executive, Marrowdale Mental Health Foundation Trust", 2015): ["demo:marrowdale-trust"],
        ("Chief Executive, Tarnwick Partnership Trust", 2016): ["demo:tarnwick-trust"],
        ("Director of Adult Services, Marrowdale County Council", 2016): ["demo:council"],
        ("Larkfold Healthcare Limited; National Commissioning Authority for Care", 2016): [
            "demo:larkfold",
            "demo:commissioning-authority",
        ],
        ("Director General, Prisons Operating Service", 2017): ["demo:prisons"],
        ("Skelderby Mental Health Trust", 2018): ["demo:skelderby-trust"],
        (
            "The Chief Constable of Marrowdale Constabulary and the Chief Executive of Skelderby Mental "
            "Health Trust",
            2018,
        ): ["demo:constabulary", "demo:skelderby-trust"],
        ("Tarnwick and Skelderby Partnership Foundation Trust", 2019): [TRUST],
        ("[REDACTED]; The Ward Manager; Chief Coroner", 2020): ["redacted", "unresolved", "copy"],
        ("Wards and Care Inspectorate", 2021): ["demo:inspectorate"],
        ("Tarnwick Partnership Trust", 2022): [TRUST],
        ("Chief Executive, Quillmoor Coast Integrated Care Board", 2023): ["demo:quillmoor-icb"],
        ("College of Ward Nursing", 2024): ["demo:college"],
        ("Secretary of State, Department for Health Matters", 2024): ["demo:department"],
        ("Marrowdale and Ostlebury Integrated Care Board", 2025): ["demo:marrowdale-icb"],
    }
    found = {
        (cell, year): [
            mention.organisation.key
            if mention.organisation
            else mention.role
            if mention.role == "copy"
            else mention.status
            for mention in resolver.resolve(cell, dt.date(year, 7, 2))
        ]
        for cell, year in written
    }
    assert found == written


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        "All providers of mental health inpatient care",
        "Every provider of mental health inpatient care",
        "Providers of mental health inpatient care",
        "Integrated care boards",
    ],
)
def test_a_whole_class_of_bodies_is_nobody_by_name(words: str) -> None:
    """Nobody is found, and no body of that name is made up."""
    load_paths([LISTS], by=ORGANISATIONS_LOADER)
    mentions = Resolver.from_database().resolve(words, dt.date(2024, 9, 3))
    assert [(m.status, m.organisation) for m in mentions] == [("unresolved", None)]
