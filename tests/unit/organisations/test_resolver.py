"""What cells mean, by rules: on made-up bodies, so that each test shows all that it rests on."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.organisations.records import Body, BodyName, Mention, Succeeded
from answerable.organisations.resolver import Resolver

MERGED = dt.date(2019, 4, 1)
RENAMED = dt.date(2018, 1, 8)
DAY = dt.timedelta(days=1)
BEFORE, AFTER = MERGED - DAY, MERGED


def body(key: str, name: str, kind: str, *more: BodyName, **rest: object) -> Body:
    names = (BodyName(name), *more) if not any(n.kind == "official" for n in more) else more
    ods = key.removeprefix("ods:") if key.startswith("ods:") else ""
    return Body(key=key, reference=key, name=name, kind=kind, names=names, ods=ods, **rest)  # type: ignore[arg-type]


def also(
    text: str, kind: str = "alias", first: dt.date | None = None, after: dt.date | None = None
) -> BodyName:
    return BodyName(text, kind, first, after)


BODIES = [
    body(
        "ods:ZA1",
        "Tarnwick Partnership NHS Trust",
        "nhs_trust",
        closed=MERGED,
        is_mental_health=True,
        succeeded=(Succeeded("ods:ZA3", "merger", MERGED),),
    ),
    body(
        "ods:ZA2",
        "Skelderby Mental Health NHS Trust",
        "nhs_trust",
        closed=MERGED,
        is_mental_health=True,
        succeeded=(Succeeded("ods:ZA3", "merger", MERGED),),
    ),
    body(
        "ods:ZA3",
        "Tarnwick and Skelderby Partnership NHS Foundation Trust",
        "nhs_trust",
        also("TSP", "abbreviation"),
        opened=MERGED,
        is_mental_health=True,
    ),
    body(
        "ods:ZB1",
        "Royal Marrowshire NHS Foundation Trust",
        "nhs_trust",
        also("Marrow Royal Infirmary", "site"),
    ),
    body("ods:ZB2", "Marrowshire Healthcare NHS Foundation Trust", "nhs_trust", is_mental_health=True),
    body("ods:ZB3", "Royal Sallowshire NHS Foundation Trust", "nhs_trust"),
    body(
        "ods:ZC1",
        "Vale, Fen and Moor Teaching Hospitals NHS Trust",
        "nhs_trust",
        also("Queen Ada Hospital, Fen", "site"),
    ),
    body("ods:ZC2", "Vale, Fen and Moor Integrated Care Board", "icb", opened=dt.date(2022, 7, 1)),
    body("ods:ZC3", "Sedge Hospitals NHS Trust", "nhs_trust", also("Queen Ada Hospital, Sedge", "site")),
    body("ods:ZD1", "NHS Fen Clinical Commissioning Group", "ccg"),
    body("ods:ZD2", "NHS Upper Vale and Moor Clinical Commissioning Group", "ccg"),
    body("ods:ZD3", "NHS North Sedge Clinical Commissioning Group", "ccg"),
    body("ods:ZD4", "NHS South Sedge Clinical Commissioning Group", "ccg"),
    body(
        "gov:remedy",
        "Department of Remedies and Care",
        "department",
        BodyName("Department of Remedies", "official", None, RENAMED),
        BodyName("Department of Remedies and Care", "official", RENAMED, None),
        also("Minister for Draughts", "post"),
        also("Ada Sorrel", "holder", dt.date(2018, 1, 1), dt.date(2020, 1, 1)),
    ),
    body("pol:marrow", "Marrowshire Police", "police", also("Marrowshire Constabulary")),
    body("council:fen", "Fen City Council", "council"),
    body("council:vale", "London Borough of Vale", "council", also("Vale Council")),
    body("hmp:fen", "HMP Fen Marsh", "prison", also("HM Prison Fen Marsh")),
    body("ind:haven", "Haven Care", "independent_provider", also("Haven", "brand")),
    body("ind:mind", "Balm", "charity"),
]
RESOLVER = Resolver.from_records(BODIES)


def read(cell: str, on: dt.date = dt.date(2021, 6, 1)) -> list[Mention]:
    return RESOLVER.resolve(cell, on)


def keys(cell: str, on: dt.date = dt.date(2021, 6, 1)) -> list[str | None]:
    return [m.organisation.key if m.organisation else None for m in read(cell, on) if m.role == "addressee"]


@pytest.mark.parametrize(
    "cell",
    [
        "Tarnwick and Skelderby Partnership NHS Foundation Trust",
        "TARNWICK & SKELDERBY PARTNERSHIP NHS FOUNDATION TRUST (TSP)",
        "The Chief Executive, Tarnwick and Skelderby Partnership Foundation NHS Trust",
        "Dr [REDACTED], Interim Medical Director, Tarnwick & Skelderby Partnership Trust",
        "Chief Executive Officer TSP",
        "1 CEO of Tarnwick and Skelderby NHS Trust 1",
        "Tarnwick and Skelderby Partnership NHS Foundation Trust, 4 Hill Street, Fen, FE1 1AA",
        "Tarnwick and Skelderby Mental Health",
    ],
)
def test_one_trust_is_found_however_it_is_written(cell: str) -> None:
    assert keys(cell) == ["ods:ZA3"]


def test_names_with_commas_are_kept_whole() -> None:
    assert keys("Vale, Fen and Moor Teaching Hospitals NHS Trust") == ["ods:ZC1"]
    assert keys("Head of Law, Vale, Fen & Moor Hospital Trust") == ["ods:ZC1"]


def test_bodies_that_share_words_are_not_taken_for_each_other() -> None:
    assert keys("Royal Marrowshire NHS Trust") == ["ods:ZB1"]
    assert keys("Marrowshire Healthcare Trust") == ["ods:ZB2"]
    assert keys("Royal Sallowshire Trust") == ["ods:ZB3"]
    assert keys("Royal Sorrelshire NHS Foundation Trust") == [None]


def test_a_type_word_tells_a_trust_from_a_board_of_one_name() -> None:
    on = dt.date(2023, 1, 1)
    assert keys("Vale, Fen and Moor ICB", on) == ["ods:ZC2"]
    assert keys("Vale, Fen and Moor NHS Trust", on) == ["ods:ZC1"]


def test_a_slip_of_the_pen_is_seen_through() -> None:
    (mention,) = read("Skelderbey Mental Health NHS Trust", BEFORE)
    assert mention.organisation and mention.organisation.key == "ods:ZA2"
    assert mention.method == "close"


def test_on_the_day_before_a_merger_the_predecessor_is_meant() -> None:
    assert keys("Tarnwick Partnership NHS Trust", BEFORE) == ["ods:ZA1"]


def test_from_the_day_of_a_merger_the_successor_is_meant_and_the_reason_says_so() -> None:
    (mention,) = read("Tarnwick Partnership NHS Trust", AFTER)
    assert mention.organisation and mention.organisation.key == "ods:ZA3"
    assert "stood in its place" in mention.reason


def test_a_merged_body_named_too_early_leaves_its_predecessors_open() -> None:
    (mention,) = read("Tarnwick and Skelderby Partnership NHS Foundation Trust", BEFORE)
    assert (mention.status, mention.organisation) == ("doubtful", None)
    assert {c.organisation.key for c in mention.candidates} == {"ods:ZA1", "ods:ZA2"}


def test_a_body_absorbed_later_never_stood_in_the_place_of_the_one_that_absorbed_it() -> None:
    began, absorbed = dt.date(2013, 4, 1), dt.date(2019, 4, 1)
    bodies = [
        body("nat:y1", "Lantern Care Board", "national_body", opened=began),
        body(
            "nat:y2",
            "Beacon Training Agency",
            "national_body",
            closed=absorbed,
            succeeded=(Succeeded("nat:y1", "absorption", absorbed),),
        ),
    ]
    (mention,) = Resolver(bodies).resolve("Lantern Care Board", began - dt.timedelta(days=50))
    assert mention.organisation and mention.organisation.key == "nat:y1"


def test_a_body_shows_the_name_of_the_day() -> None:
    (early,), (late,) = read("Minister for Draughts", RENAMED - DAY), read("Minister for Draughts", RENAMED)
    assert early.organisation == late.organisation
    assert (early.name, late.name) == ("Department of Remedies", "Department of Remedies and Care")


@pytest.mark.parametrize(
    "cell",
    [
        "The Secretary of State for Remedies",
        "Rt Hon Ada Vale MP, Secretary of State for Remedies and Care",
        "Department for Remedies & Care",
        "Minister of State for Remedies",
        "Secretary of State Department of Remedies and Care",
    ],
)
def test_posts_of_state_speak_for_their_department(cell: str) -> None:
    assert keys(cell) == ["gov:remedy"]


def test_a_minister_speaks_for_the_department_only_while_in_office() -> None:
    assert keys("The Rt Hon Ada Sorrel MP", dt.date(2019, 6, 1)) == ["gov:remedy"]
    assert read("The Rt Hon Ada Sorrel MP", dt.date(2020, 6, 1))[0].role == "person_only"


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("Chief Constable of Marrowshire", "pol:marrow"),
        ("Chief Constable Bo Fell, Marrowshire Constabulary", "pol:marrow"),
        ("The Governor, HMP Fen Marsh", "hmp:fen"),
        ("Governor H.M. Prison Fen Marsh", "hmp:fen"),
        ("Highways Department, Fen City Council", "council:fen"),
        ("Vale Borough Council", "council:vale"),
    ],
)
def test_posts_and_forms_mean_their_body(cell: str, key: str) -> None:
    assert keys(cell) == [key]


def test_several_bodies_of_one_segment_are_all_found() -> None:
    assert keys("Marrowshire Police and Fen City Council") == ["pol:marrow", "council:fen"]
    assert keys("Department of Remedies and Care Fen City Council Marrowshire Police 1") == [
        "gov:remedy",
        "council:fen",
        "pol:marrow",
    ]


def test_groups_named_together_are_each_found() -> None:
    assert keys("Chief Executives of Fen and Moor Clinical Commissioning Groups") == ["ods:ZD1", "ods:ZD2"]
    assert keys("Lead of the Fen CCG and of the Upper Vale and Moor CCG") == ["ods:ZD1", "ods:ZD2"]


def test_a_group_known_by_part_of_its_name_is_found_only_when_no_other_has_that_part() -> None:
    assert keys("Upper Vale CCG") == ["ods:ZD2"]
    (mention,) = read("Sedge CCG")
    assert mention.status == "doubtful"
    assert {c.organisation.key for c in mention.candidates} == {"ods:ZD3", "ods:ZD4"}


def test_a_hospital_means_the_trust_that_runs_it() -> None:
    (mention,) = read("Chief Executive, Marrow Royal Infirmary")
    assert mention.organisation and mention.organisation.key == "ods:ZB1"
    assert mention.method == "site"


def test_a_hospital_behind_its_trust_is_only_its_address() -> None:
    assert keys("Fen City Council, Marrow Royal Infirmary, Fen") == ["council:fen"]


def test_a_hospital_of_two_towns_goes_to_the_review_queue() -> None:
    (mention,) = read("Queen Ada Hospital")
    assert (mention.status, mention.name) == ("doubtful", "Queen Ada Hospital")
    assert {c.organisation.key for c in mention.candidates} == {"ods:ZC1", "ods:ZC3"}


def test_care_given_in_a_prison_is_the_providers() -> None:
    assert keys("Head of Healthcare (Haven Care) at HMP Fen Marsh") == ["ind:haven"]
    assert keys("Haven Care and the Governor HMP Fen Marsh") == ["ind:haven", "hmp:fen"]


def test_places_called_after_a_provider_are_its_own() -> None:
    assert keys("Hospital Director, Haven Lodge") == ["ind:haven"]
    assert keys("Haven Road Surgery") == [None]


def test_bodies_in_brackets_behind_a_body_explain_it() -> None:
    lead = "Royal Marrowshire NHS Trust as lead of the collaborative"
    cell = f"{lead} (Marrowshire Healthcare NHS Trust and Haven Care)"
    assert keys(cell) == ["ods:ZB1"]


def test_letters_before_a_legal_form_are_a_company_of_its_own() -> None:
    assert keys("TSP") == ["ods:ZA3"]
    for cell in ("TSP Ltd", "TSP [Holdings] Ltd", "TSP (UK) Limited"):
        (mention,) = read(cell)
        assert (mention.status, mention.name, mention.kind) == ("unlisted", cell, "company")


def test_a_word_that_is_also_a_name_counts_only_alone() -> None:
    assert keys("Balm") == ["ind:mind"]
    assert keys("Chief Executive of Balm") == ["ind:mind"]
    assert keys("Balm Lane Surgery") == [None]


@pytest.mark.parametrize(
    ("cell", "name", "kind"),
    [
        ("The Practice Manager, Fernlea Surgery", "Fernlea Surgery", "gp_practice"),
        ("Mr Bo Fell, Managing Director, Sorrel Logistics Limited", "Sorrel Logistics Limited", "company"),
        (
            "Chief Executive Officer of Sorrel Software Ltd, provider of letters",
            "Sorrel Software Ltd",
            "company",
        ),
        ("The owner of Larkspur Care Home, Fen", "Larkspur Care Home", "care_home"),
        ("Chief Executive Sorrel Group Limited 2 Fen Boulevard FE1 1AA 1", "Sorrel Group Limited", "company"),
        ("[REDACTED], Chair of the Guild of Larks", "Guild of Larks", "other"),
        ("Sorrel UK", "Sorrel UK", "other"),
        ("UK Home Care Association", "UK Home Care Association", "professional_body"),
        ("Chief Executive, Larkello", "Larkello", "other"),
        ("Larkello", "Larkello", "other"),
        ("LarksPro", "LarksPro", "other"),
        ("ZQSA", "ZQSA", "other"),
        ("Silent Meadow Crossing", "Silent Meadow Crossing", "other"),
        ("NHS Lothian", "NHS Lothian", "other"),
        ("The Practice Plc", "The Practice Plc", "company"),
        ("All Hands In Two Ltd", "All Hands In Two Ltd", "company"),
    ],
)
def test_a_body_that_no_list_holds_keeps_its_cleaned_name(cell: str, name: str, kind: str) -> None:
    (mention,) = read(cell)
    assert (mention.status, mention.organisation) == ("unlisted", None)
    assert (mention.name, mention.kind) == (name, kind)


def test_two_bodies_that_no_list_holds_keep_their_own_words() -> None:
    found = [(m.name, m.as_written) for m in read("Sorrel Inns Ltd and Larkspur House Ltd")]
    assert found == [("Sorrel Inns Ltd", "Sorrel Inns Ltd"), ("Larkspur House Ltd", "Larkspur House Ltd")]


@pytest.mark.parametrize(
    ("cell", "role", "status"),
    [
        ("[REDACTED]", "person_only", "redacted"),
        ("Dr [REDACTED]", "person_only", "redacted"),
        ("The Chief Executive", "person_only", "unresolved"),
        ("Such an organisation", "addressee", "unresolved"),
        ("All ambulance service trusts", "addressee", "unresolved"),
        ("Every local authority", "addressee", "unresolved"),
        ("& Co", "addressee", "unresolved"),
        ("Company Limited", "addressee", "unresolved"),
        ("Ms Bo Fell", "person_only", "unresolved"),
        ("Director of Adult Social Care", "person_only", "unresolved"),
        ("Clinical Commissioning Group", "addressee", "unresolved"),
        ("Crisis Resolution Team", "addressee", "unresolved"),
        ("Larkspur Community Hospital", "addressee", "unresolved"),
        ("Larkspur Health Economy NHS Foundation Trust", "addressee", "unresolved"),
        ("The Chief Coroner", "copy", "unresolved"),
        ("Bo Tressel Brian, Director", "person_only", "unresolved"),
        ("Brian ap Larch AS", "person_only", "unresolved"),
        ("Brandreth Holloway, Senior Engineer", "person_only", "unresolved"),
        ("Brian [REDACTED], Manager", "person_only", "unresolved"),
        ("Regulatory Lawyer", "person_only", "unresolved"),
        ("Nurse in Charge of Level 4C", "addressee", "unresolved"),
        ("12-14 Larkway", "addressee", "unresolved"),
        ("Old Haw", "addressee", "unresolved"),
        ("Manager, Larkspur House", "addressee", "unresolved"),
        ("Safeguarding Adults Board", "addressee", "unresolved"),
        ("Bo Fell Managing Director Sorrel Coaches", "addressee", "unresolved"),
    ],
)
def test_what_names_nobody_says_so_with_the_reason(cell: str, role: str, status: str) -> None:
    (mention,) = read(cell)
    assert (mention.role, mention.status) == (role, status)
    assert mention.organisation is None
    assert mention.reason.endswith(".")


def test_an_addressee_beside_a_copy_is_kept() -> None:
    roles = [
        (m.role, m.organisation.key if m.organisation else None)
        for m in read("Fen City Council and the Chief Coroner")
    ]
    assert roles == [("addressee", "council:fen"), ("copy", None)]


def test_a_cell_that_holds_a_letter_is_not_read() -> None:
    (mention,) = read("Dear Fen City Council, " * 500)
    assert (mention.status, mention.organisation) == ("unresolved", None)
    assert "letter" in mention.reason


def test_every_doubt_gives_candidates_and_a_reason() -> None:
    for cell in ("Queen Ada Hospital", "Sedge CCG", "Vale Fen Hospitals NHS Trust"):
        for mention in read(cell):
            if mention.status == "doubtful":
                assert mention.candidates and mention.reason
                assert all(c.score < 90 and c.reason for c in mention.candidates)


def test_an_empty_cell_names_nobody() -> None:
    assert read("") == read("  ; \n") == []


@settings(max_examples=300)
@given(st.text(max_size=200), st.dates(dt.date(1990, 1, 1), dt.date(2040, 1, 1)))
def test_any_text_gives_mentions_that_hang_together(cell: str, on: dt.date) -> None:
    for mention in RESOLVER.resolve(cell, on):
        assert (mention.status == "sure") == (mention.organisation is not None)
        assert mention.status != "unlisted" or mention.name
        assert mention.reason


JUMBLE = """Tarnwick Skelderby NHS Trust Royal Marrowshire and the of , ; ( ) - [REDACTED] Chief Executive Dr
Police Council Clinical Commissioning Groups Fen HMP Marsh Secretary State for 1. 2. Hospital Ltd FE1 1AA"""


@settings(max_examples=300)
@given(st.lists(st.sampled_from(JUMBLE.split()), max_size=14).map(" ".join))
def test_any_jumble_of_addressee_words_is_read(cell: str) -> None:
    for mention in RESOLVER.resolve(cell, AFTER):
        assert (mention.status == "sure") == (mention.organisation is not None)
