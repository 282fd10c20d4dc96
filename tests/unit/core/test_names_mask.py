"""Names of people are held back in published texts. Every person and place here is invented."""

import pytest

from answerable.core.text.names import mask, mask_addressee, names_of, people_named, surname_of

THE_DEAD = ("Tobias Marlowe",)


def public(text: str, *deceased: str, keep: tuple[str, ...] = (), author: str = "") -> str:
    return mask(text, deceased=deceased, keep=keep, author=author).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Marlowe was not seen.", "[the person who died] was not seen."),
        ("Mr. Marlowe's notes were lost.", "[the person who died]'s notes were lost."),
        ("Marlowe’s notes were lost.", "[the person who died]’s notes were lost."),
        ("It was said that Tobias had left.", "It was said that [the person who died] had left."),
        ("TOBIAS MARLOWE had no plan.", "[the person who died] had no plan."),
        ("Tobias James Marlowe had no plan.", "[the person who died] had no plan."),
        ("A plan for Toby was needed.", "A plan for [the person who died] was needed."),
        ("A call by marlowe was missed.", "A call by [the person who died] was missed."),
        ("The records of Mr Marlow were lost.", "The records of [the person who died] were lost."),
        ("Baby Marlowe's care was poor.", "Baby [the person who died]'s care was poor."),
    ],
)
def test_the_deceased_is_masked_however_named(text: str, expected: str) -> None:
    assert public(text, *THE_DEAD) == expected


def test_the_deceased_is_masked_where_an_address_runs_the_name_together() -> None:
    assert public("Mr O'Dowell fell. O’Dowell's bed was low.", "patrick odowell") == (
        "[the person who died] fell. [the person who died]’s bed was low."
    ).replace("’s bed", "'s bed")


def test_both_halves_of_a_double_surname_are_masked() -> None:
    text = "Ms Carey-Holt was seen. Ms Holt was not weighed."
    assert "Holt" not in public(text, "Anna Carey-Holt")


def test_one_of_several_who_died_is_told_apart_from_the_only_one() -> None:
    assert public("Mr Marlowe drove.", "Tobias Marlowe", "Ruth Penn") == "[a person who died] drove."


@pytest.mark.parametrize(
    ("deceased", "text", "expected"),
    [
        (
            "Basil Tarn",
            "That Basil, as a young man, was alone.",
            "That [the person who died], as a young man, was alone.",
        ),
        (
            "Heath Tarn",
            "It is plain that Heath’ death was wrong.",
            "It is plain that [the person who died]’ death was wrong.",
        ),
        (
            "Clover Tarn",
            "I found that Clover’s death was near.",
            "I found that [the person who died]’s death was near.",
        ),
        (
            "Rowan Tarn",
            "In the hours that Rowan ended their life.",
            "In the hours that [the person who died] ended their life.",
        ),
        ("Rowan Tarn", "Our Rowan was loved.", "Our [the person who died] was loved."),
        ("Will Tarn", "Will had no plan.", "[the person who died] had no plan."),
        ("Will Tarn", "It was Will who rang.", "It was [the person who died] who rang."),
        (
            "Mo Junior Tarn",
            "Those who were with Junior that night.",
            "Those who were with [the person who died] that night.",
        ),
        ("Iris Hope", "I accept that Hope was alone.", "I accept that [the person who died] was alone."),
    ],
)
def test_a_first_name_that_is_a_common_word_is_masked_where_it_is_meant_as_the_name(
    deceased: str, text: str, expected: str
) -> None:
    assert public(text, deceased) == expected


@pytest.mark.parametrize(
    ("deceased", "text"),
    [
        ("Will Tarn", "Will the Trust say why? Will it be changed?"),
        ("Phoenix Tarn", "The care at Phoenix Ward was poor. He went to the Phoenix for tea."),
        (
            "Mo Junior Tarn",
            "Junior doctors were tired, and a Junior Doctor wrote. I am told that Junior doctors left.",
        ),
        ("June Tarn", "A note of 8 June 2016 was lost."),
    ],
)
def test_a_common_word_stays_though_the_deceased_bore_it_as_a_first_name(deceased: str, text: str) -> None:
    assert public(text, deceased) == text


@pytest.mark.parametrize(
    "text",
    [
        "Orvek Zelmar (2016)",
        "1. Orvek Zelmar",
        "• Orvek Zelmar – 2016",
        "Dawn Tarnbrook (2016)",
        "As in Orvek Zelmar (2016) too.",
    ],
)
def test_a_full_name_of_no_list_is_held_back_alone_on_its_line_or_before_a_year(text: str) -> None:
    masked = mask(text)
    assert not {"Orvek", "Zelmar", "Tarnbrook", "Dawn"} & set(masked.text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Working Together (2018)",
        "Mental Health Act (1983)",
        "Record Keeping",
        "Bloomcroft Medical Centre",
        "The Orvek Zelmar was used.",
        "NICE guidance (2016)",
    ],
)
def test_a_heading_or_a_paper_with_its_year_stays(text: str) -> None:
    assert public(text) == text


def test_initials_of_the_deceased_are_masked_where_they_stand_for_a_person() -> None:
    assert public("TM was not seen and TM's plan was lost.", *THE_DEAD) == (
        "[the person who died] was not seen and [the person who died]'s plan was lost."
    )
    assert public("The CT was late.", "Carl Tander") == "The CT was late."


@pytest.mark.parametrize(
    ("deceased", "text"),
    [
        ("Iris Hope", "There was no hope of a bed. Hope is not a plan."),
        ("Adam Young", "Young people wait too long, and young adults longer."),
        ("Ann Court", "The Court heard that staff at Crown Court were not told."),
        ("Mary May", "The review took place in May 2019 and may be repeated."),
        ("Paul Green", "The green bag and the Green Paper were looked at."),
    ],
)
def test_ordinary_words_stay_though_the_deceased_was_called_so(deceased: str, text: str) -> None:
    assert public(text, deceased) == text


def test_a_surname_that_is_an_ordinary_word_is_masked_as_a_name() -> None:
    text = "Mr Hope fell. Staff told Hope to wait. Hope's notes were lost."
    assert "Hope" not in public(text, "Ian Hope")


def test_a_known_organisation_stays_though_it_bears_the_surname_of_the_deceased() -> None:
    text = "Mr Penfold was a patient of Penfold District Care Trust."
    kept = public(text, "Roy Penfold", keep=("Penfold District Care Trust",))
    assert kept == "[the person who died] was a patient of Penfold District Care Trust."


def test_an_unknown_organisation_with_the_surname_of_the_deceased_is_held_back_and_doubted() -> None:
    masked = mask("He lived at Penfold House.", deceased=("Roy Penfold",))
    assert "Penfold" not in masked.text
    assert any(d.masked and d.words == "Penfold" for d in masked.doubtful)


def test_a_relative_with_the_other_title_is_not_called_the_deceased() -> None:
    text = "Mrs Marlowe rang the ward. Karen Marlowe wrote."
    assert public(text, *THE_DEAD) == "Mrs [name withheld] rang the ward. [a family member] wrote."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr Ashgrove agreed.", "Dr [name withheld] agreed."),
        ("Dr. J. P. Ashgrove agreed.", "Dr. [name withheld] agreed."),
        ("Drs Ashgrove and Quillby agreed.", "Drs [name withheld] and [name withheld] agreed."),
        ("Staff Nurse Bethany Quillby agreed.", "Staff Nurse [name withheld] agreed."),
        ("PC Ashgrove and Sgt Quill ran.", "PC [name withheld] and Sgt [name withheld] ran."),
        ("Mr and Mrs Quill rang.", "Mr and Mrs [name withheld] rang."),
        ("Professor Sir Hugh Quill said so.", "Professor Sir [name withheld] said so."),
        ("Mr Q was told.", "Mr [name withheld] was told."),
        ("the consultant, Joan Quill, wrote", "the consultant, [name withheld], wrote"),
        ("paramedic Quillby who came", "paramedic [name withheld] who came"),
        ("Sarah Quill, Ward Manager, agreed.", "[name withheld], Ward Manager, agreed."),
        ("his mother, Karen Quill, rang", "his mother, [name withheld], rang"),
        ("his partner Sarah had left", "his partner [name withheld] had left"),
        ("an inquest into the death of Orsolya Vekerdy", "an inquest into the death of [name withheld]"),
        (
            "Governor Quillby and Chief Executive John Quill",
            "Governor [name withheld] and Chief Executive [name withheld]",
        ),
    ],
)
def test_staff_and_family_are_masked_and_their_titles_and_roles_stay(text: str, expected: str) -> None:
    assert public(text) == expected


def test_a_name_once_known_is_masked_again_without_its_title() -> None:
    assert (
        public("Dr Quillby came. Later Quillby left.")
        == "Dr [name withheld] came. Later [name withheld] left."
    )


def test_a_name_known_from_another_entry_of_the_report_is_masked() -> None:
    known = people_named(["Dr Quillby came.", "Quillby had left."], deceased=THE_DEAD)
    assert known == ("quillby",)
    assert mask("Quillby had left.", people=known).text == "[name withheld] had left."


def test_the_coroner_is_masked() -> None:
    text = "I, Penelope Quill, sign. Quillby did not."
    assert "Quill," not in public(text, author="Penelope Quill, Senior Coroner for Kent")


@pytest.mark.parametrize(
    "text",
    [
        "The Care Plan and the Risk Assessment were not read by the Duty Doctor.",
        "The Mental Health Act, the Wells score and the Glasgow Coma Scale were used.",
        "He had Parkinson's disease, Down syndrome and a Valsalva manoeuvre.",
        "She was moved from Ruby Ward at Royal Sussex County Hospital to St George's.",
        "The Consultant Gastroenterologist and the Nurse Practitioner use SystmOne and Datix.",
        "Clozapine, Lorazepam and Sertraline were stopped on Monday 3 June 2019.",
        "The Chief Executive of Bradford District Care NHS Foundation Trust wrote.",
        "Evidence from HMP Nottingham and River Wear was heard in Preston and Lancaster.",
        "Martha's Rule and Oliver McGowan training were discussed by the Secretary of State.",
        "The SHO asked ED for a CT and an MRI, and Officer A told Patient B.",
        "Will the Trust say why? May I ask? Grace was not shown.",
        "[REDACTED] told Mr [REDACTED] of this.",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert public(text) == text


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Write to j.quill@example.org today.", "email", "Write to [e-mail address withheld] today."),
        ("Ring 020 7946 0018 today.", "phone", "Ring [telephone number withheld] today."),
        ("Ring 07700 900 118 today.", "phone", "Ring [telephone number withheld] today."),
        ("NHS number 943 476 5919 was used.", "nhs_number", "NHS number [NHS number withheld] was used."),
        ("He was born on 4 May 1961.", "birth_date", "He was born on [date of birth withheld]."),
        ("DOB: 04/05/1961.", "birth_date", "DOB: [date of birth withheld]."),
        ("He lived at 12 Acacia Avenue.", "address", "He lived at [address withheld]."),
        ("He lived near ZE1 9QQ.", "postcode", "He lived near [postcode withheld]."),
    ],
)
def test_contact_details_are_masked(text: str, kind: str, expected: str) -> None:
    masked = mask(text)
    assert masked.text == expected
    assert [s.kind for s in masked.spans] == [kind]


def test_a_name_broken_over_two_lines_is_masked_whole() -> None:
    text = (
        "On the second of April an inquest was opened into the death of Jodie Anne\nQuillby at the town hall."
    )
    assert "Quillby" not in public(text)


def test_the_address_of_a_body_stays() -> None:
    text = "Letters go to Marshside Surgery, 12 Acacia Avenue."
    assert public(text) == text


@pytest.mark.parametrize(
    "text",
    ["Call 111, 999 or 116 123.", "Ring 0300 123 3393.", "Ten digits 943 476 5918.", "Reference 02840-2021."],
)
def test_public_lines_and_other_numbers_stay(text: str) -> None:
    assert public(text) == text


def test_adjoining_marks_of_the_publisher_stay() -> None:
    assert public("Dr [REDACTED] and Dr Quillby agreed.") == "Dr [REDACTED] and Dr [name withheld] agreed."


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("The Rt Hon Jo Bellweather MP, Secretary of State for Health", "Secretary of State for Health"),
        ("Mr Ivor Quill, Chief Executive, Marshside NHS Trust", "Chief Executive, Marshside NHS Trust"),
        ("Ivor Quill; Marshside NHS Trust", "Marshside NHS Trust"),
        ("Chief Executive – Marshside NHS Trust; Dr Ann Quill", "Chief Executive – Marshside NHS Trust"),
        ("Ann Quill Chief Executive Marshside NHS Trust", "Chief Executive Marshside NHS Trust"),
        ("Governor, HMP Marshside; [REDACTED]", "Governor, HMP Marshside; [REDACTED]"),
        ("Chief Constable Ivor Quill QPM, Kent Police", "Chief Constable, Kent Police"),
        ("James Paget University Hospital", "James Paget University Hospital"),
        ("Mark Tarnbrook, Chief Executive, Marshside NHS Trust", "Chief Executive, Marshside NHS Trust"),
        ("Paula Head, Medical Director, Marshside Hospital", "Medical Director, Marshside Hospital"),
        ("Steve Close Chief Executive Officer Marshside Homes", "Chief Executive Officer Marshside Homes"),
        ("Will Marsh KC MP, Minister of State", "Minister of State"),
        ("Home Office: Kit Tarnbrook MP, Minister for Policing", "Home Office: Minister for Policing"),
        ("Royal Surrey, Chief Executive", "Royal Surrey, Chief Executive"),
        ("Kent Police, Chief Constable", "Kent Police, Chief Constable"),
        ("Mr Guz Lemon, Chief Executive of Marshside Trust", "Chief Executive of Marshside Trust"),
        ("Dr Ann Judge, Chief Executive HSE; Kent Police", "Chief Executive HSE; Kent Police"),
        ("Mr Paul Ladder, The Chief Executive Kent Council", "The Chief Executive Kent Council"),
        ("Dr Bo Finch DVLA Medical Branch", "DVLA Medical Branch"),
        ("Chief Executive (Frank Ardmoor), Home Association", "Chief Executive, Home Association"),
        ("Chief Executive (Kent Police)", "Chief Executive (Kent Police)"),
        ("His Honour Judge Mark Tarnbrook WC", "His Honour Judge"),
        ("Wyn ap Zorwen AS; Kent Police", "Kent Police"),
        ("Ulvane Treskel Simon, Director", "Director"),
        ("Tarnel Shaw, Senior Engineer, Highways", "Senior Engineer, Highways"),
        ("Chief Constable Tarnel Quibbe; Kent Police", "Chief Constable; Kent Police"),
        ("Tarnel Quill; Zorvanes Le Tresk", "Tarnel Quill; Zorvanes Le Tresk"),
    ],
)
def test_a_cell_of_addressees_keeps_posts_and_bodies_and_drops_persons(cell: str, expected: str) -> None:
    assert mask_addressee(cell).text == expected


def test_person_before_a_post_is_dropped_beside_a_body_that_is_kept() -> None:
    cell = "Andrew Tarnbrook CEO Network Rail"
    assert mask_addressee(cell, keep=("Network Rail",)).text == "CEO Network Rail"
    assert mask_addressee("Grant Marsden, Chief Executive", keep=("Grant Marsden",)).text.startswith("Grant")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("tobias-marlowe-prevention-of-future-deaths-report-2", ("tobias marlowe",)),
        ("https://example.org/reports/tobias-marlowe-3/", ("tobias marlowe",)),
        ("marlowe-2013-0239", ("marlowe",)),
        ("Tobias Marlowe: Prevention of future deaths report", ("Tobias Marlowe",)),
        ("Ann and Tobias Marlowe: Prevention of Future Deaths", ("Ann Marlowe", "Tobias Marlowe")),
        ("harbour-fire-inquests", ()),
        ("", ()),
    ],
)
def test_names_are_read_from_titles_and_addresses(title: str, names: tuple[str, ...]) -> None:
    assert names_of(title) == names
    assert surname_of(title) == (names[-1].split()[-1] if names else "")
