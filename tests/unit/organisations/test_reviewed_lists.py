"""The lists that come with the register: every name leads to its body, and the facts that others rest on."""

import datetime as dt

import pytest

from answerable.organisations.records import Body
from answerable.organisations.resolver import Resolver
from answerable.organisations.resolver.choosing import shown

DAY = dt.timedelta(days=1)
LATEST = dt.date(2027, 1, 1)


def lived(body: Body, first: dt.date | None, after: dt.date | None) -> dt.date | None:
    """A day within the body's life and a name's time, as far as both are known."""
    begins = max(d for d in (body.opened, first, dt.date(2010, 1, 1)) if d)
    ends = min(d for d in (body.closed, after, LATEST) if d)
    day = begins + (ends - begins) / 2 if begins < ends else ends - DAY
    return day if body.lived_on(day) else None


@pytest.mark.parametrize("kind", ["official", "alias"])
def test_every_name_leads_to_its_body_on_a_day_of_its_life(shipped: Resolver, kind: str) -> None:
    wrong = []
    tried = 0
    for body in shipped.bodies.values():
        if body.kind == "nhs_region":
            continue
        for name in body.names:
            day = lived(body, name.valid_from, name.valid_to)
            if name.kind != kind or day is None:
                continue
            tried += 1
            found = [
                m.organisation.key if m.organisation else m.status for m in shipped.resolve(name.text, day)
            ]
            if found != [body.key]:
                wrong.append((name.text, day, found))
    assert tried > 1_500
    assert wrong == []


@pytest.mark.parametrize(
    ("cell", "day", "name"),
    [
        ("Secretary of State for Health", "2018-01-07", "Department of Health"),
        ("Secretary of State for Health", "2018-01-08", "Department of Health and Social Care"),
        ("NOMS", "2017-03-31", "National Offender Management Service"),
        ("NOMS", "2017-04-01", "HM Prison and Probation Service"),
        ("Highways Agency", "2015-03-31", "Highways Agency"),
        ("Highways Agency", "2015-04-01", "Highways England"),
        ("Highways England", "2021-08-19", "National Highways"),
        ("NHS Commissioning Board", "2013-02-06", "NHS Commissioning Board"),
        ("NHS Digital", "2023-01-31", "NHS Digital"),
        ("NHS Digital", "2023-02-01", "NHS England"),
        ("NHS Improvement", "2022-07-01", "NHS England"),
        ("Health Education England", "2023-04-01", "NHS England"),
        ("DECC", "2016-07-14", "Department for Business, Energy and Industrial Strategy"),
        ("Secretary of State for Business", "2023-02-07", "Department for Business and Trade"),
        ("ABMU Health Board", "2019-03-31", "Abertawe Bro Morgannwg University Health Board"),
        ("ABMU Health Board", "2019-04-01", "Swansea Bay University Health Board"),
        ("Hampshire Constabulary", "2022-07-01", "Hampshire and Isle of Wight Constabulary"),
        (
            "Camden & Islington NHS Foundation Trust",
            "2024-10-31",
            "Camden and Islington NHS Foundation Trust",
        ),
        ("Camden & Islington NHS Foundation Trust", "2024-11-01", "North London NHS Foundation Trust"),
        ("NHS Kernow CCG", "2022-07-01", "NHS Cornwall and the Isles of Scilly Integrated Care Board"),
        ("Royal Sussex County Hospital", "2021-03-31", "Brighton and Sussex University Hospitals NHS Trust"),
        ("Royal Sussex County Hospital", "2021-04-01", "University Hospitals Sussex NHS Foundation Trust"),
        ("Partnerships in Care", "2017-01-01", "Priory Group"),
    ],
)
def test_the_day_decides_who_is_meant(shipped: Resolver, cell: str, day: str, name: str) -> None:
    (mention,) = shipped.resolve(cell, dt.date.fromisoformat(day))
    assert mention.name == name


@pytest.mark.parametrize(
    ("cell", "day", "names"),
    [
        ("Public Health England", "2021-10-01", {"nat:ukhsa", "nat:ohid"}),
        ("Pennine Acute Hospitals NHS Trust", "2021-10-01", {"ods:R0A", "ods:RM3"}),
        ("CPFT", "2018-01-01", {"ods:RT1", "ods:RNN"}),
    ],
)
def test_two_bodies_that_may_be_meant_go_to_the_review_queue(
    shipped: Resolver, cell: str, day: str, names: set[str]
) -> None:
    (mention,) = shipped.resolve(cell, dt.date.fromisoformat(day))
    assert mention.status == "doubtful"
    assert {candidate.organisation.key for candidate in mention.candidates} == names


def test_what_is_only_announced_moves_nothing(shipped: Resolver) -> None:
    """NHS England, HSSIB and Healthwatch England are to go (Health Bill 2026), but no law says so yet."""
    for cell in ("NHS England", "HSSIB", "Healthwatch England"):
        (mention,) = shipped.resolve(cell, dt.date(2026, 12, 1))
        assert mention.organisation and mention.organisation.closed is None


def test_the_government_is_one_body_and_other_governments_are_others(shipped: Resolver) -> None:
    on = dt.date(2024, 1, 1)
    for cell in ("The Government", "the UK government", "UK Government", "HM Government", "HMG"):
        (mention,) = shipped.resolve(cell, on)
        assert mention.organisation and mention.organisation.key == "gov:hmg"
    for cell in (
        "Welsh Government",
        "The Scottish Government",
        "Local Government",
        "Local Government Association",
        "The Government Office for Science",
        "The governments of the UK",
        "Government Legal Department",
    ):
        found = [m.organisation.key for m in shipped.resolve(cell, on) if m.organisation]
        assert "gov:hmg" not in found


def test_royal_surrey_is_not_royal_sussex(shipped: Resolver) -> None:
    on = dt.date(2019, 6, 1)
    (surrey,) = shipped.resolve("Royal Surrey County Hospital NHS Trust", on)
    (sussex,) = shipped.resolve("Royal Sussex County Hospital", on)
    assert surrey.organisation and sussex.organisation
    assert (surrey.organisation.ods, sussex.organisation.ods) == ("RA2", "RXH")


def test_every_mental_health_trust_of_england_is_marked(shipped: Resolver) -> None:
    on = dt.date(2024, 1, 1)
    marked = [
        body
        for body in shipped.bodies.values()
        if body.is_mental_health and body.kind == "nhs_trust" and body.lived_on(on)
    ]
    assert len(marked) >= 49  # as counted by preventabledeaths.substack.com, December 2024
    assert all(shown(body, on) for body in marked)
