"""A small register for tests of pages, with one of everything that pages treat in its own way. Made up."""

import datetime as dt
import json
import sys
from dataclasses import asdict, dataclass

from answerable.core.actors import INGEST, RELATE, Actor
from answerable.core.calendar import today
from answerable.core.text.dates import FoundDate
from answerable.duties.operations import extend_duty, record_published_replies
from answerable.lineage.models import Expectation
from answerable.lineage.operations import (
    Draft,
    adopt_expectation,
    assign_contradiction,
    decide,
    make_expectation,
    merge_expectations,
    open_contradiction,
    propose_expectation,
)
from answerable.organisations.models import Organisation
from answerable.oversight.operations import deciding
from answerable.oversight.operations.assessing import Weighed, assess_expectation
from answerable.oversight.operations.grouping import leave_group
from answerable.oversight.operations.minuting import add_note
from answerable.oversight.operations.opening import close_scoring, open_exercise
from answerable.oversight.operations.prioritising import Weight, add_items, make_exercise, weigh_criteria
from answerable.pipeline.index import rebuild_index
from answerable.register.models import Entry, Report
from answerable.register.operations import record_report, withdraw_entry
from answerable.sources.drafts import Sight
from tests import make
from tests.made import answering, coordinating, measuring
from tests.made.place_lists import held_places
from tests.migrated import migrate

# Stands in originals, in the published title and in the publisher's address. No page may hold any part of it.
NAME = "Quillfeather"
EDITOR = Actor("person:1", frozenset({"ENTRY_WITHDRAW", "DUTY_EXTEND"}))
WEIGHING = Actor("person:2", frozenset({"EXERCISE_RUN", "EXERCISE_DECIDE", "ASSESSMENT_MAKE"}))
GATHERING = Actor("person:3", frozenset({"GROUP_RUN", "GROUP_NOTE", "WORK_RECORD", "CONSOLIDATION_EDIT"}))
ASSESSED = (
    *("cost_words", "workload_words", "risk_of_doing", "risk_of_not_doing", "who_bears"),
    "confidence_why",
)
TEXTS = (
    "Nobody on the ward knew who had to check that the observation record was complete. "
    "[name withheld] said that agency staff could not open it.",
    "There was no agreed way to tell the family when leave was given or refused.",
    "=1+1 The paper record and the electronic record did not agree <script>alert(1)</script>.",
)

CHECKED = dt.date(2024, 3, 31)


@dataclass(frozen=True, slots=True)
class World:
    entry: str  # with parts, flags, two bodies, sources that disagree
    part: str
    report: str
    plain_report: str  # no date, nobody asked
    empty_report: str  # gives no entries, and says why
    inquiry: str  # many entries
    answered: str  # a report with a published reply
    withdrawn: str
    reworded: str  # an entry with two versions
    response: str
    trust: str
    closed: str  # a body with a successor
    publisher: str
    expectation: str  # adopted, with two reports
    draft: str
    merged: str
    contradiction: str  # with a body that must resolve it


def build_world() -> World:
    trust = make.body("Vale and Moor Partnership NHS Foundation Trust", opened=dt.date(2009, 4, 1))
    closed = make.body("North Vale Care NHS Trust", closed=dt.date(2009, 4, 1))
    make.succession(closed, trust, dt.date(2009, 4, 1))
    held_places(trust)
    department = make.body("Department for Northern Wellbeing", kind="department")
    full = make.report(
        make.prepared_report(
            texts=[text.replace("[name withheld]", f"Nurse {NAME}") for text in TEXTS],
            masked_texts=TEXTS,
            part_texts=["First, write it down.", "Then, tell the family."],
            to=[trust, department],
            due=dt.date(2023, 5, 2),
            flags=["date-mended:separator-doubled", "no-numbering"],
            categories=["Mental Health related deaths", "Suicide (from 2015)"],
            scope="yes",
            deceased=[f"Margery {NAME}"],
            title_as_published=f"Margery {NAME}: prevention of future deaths report",
            url=f"https://example.org/margery-{NAME.lower()}",
            mentions=[make.mention(None), make.mention(None, as_written="The Chief Coroner", role="copy")],
            sights=[
                Sight("judiciary-pfd", {"reference": "2023-0001"}, FoundDate("", dt.date(2023, 3, 14))),
                Sight("other-list", {"reference": "2023-0001"}, FoundDate("", dt.date(2023, 4, 13))),
            ],
        )
    )
    first = full.entries.get(position="1")
    extend_duty(
        by=EDITOR,
        duty=first.duties.order_by("pk")[0],
        due_on=dt.date(2023, 9, 1),
        reason="The coroner gave more time.",
    )
    for year in range(2013, 2024):
        make.report(
            texts=TEXTS[:2], to=[trust], area="South Moor", issued=dt.date(year, 8, 1), fictional=True
        )
    plain = make.report(issued=None, texts=TEXTS[1:2], numbered=False, area="West Fell")
    empty = make.report(left_out="The source holds standard sentences only.", area="West Fell")
    listed = make.prepared_report(
        instrument="inquiry",
        publisher_kind="inquiry",
        area="Ravelmoor Inquiry",
        kind="recommendation",
        texts=[f"Make a plan for part {number} of the service." for number in range(1, 121)],
        purpose="This is to make sure that everyone knows it.",
        to=[department],
        issued=dt.date(2022, 5, 1),
    )
    listed.entries[0].context = {"heading": "Plans", "lead_in": "The inquiry asks the Department to:"}
    inquiry = make.report(listed)
    answered = make.report(to=[trust], area="East Fell", issued=dt.date(2021, 2, 3))
    record_published_replies(
        by=INGEST,
        report=answered,
        urls=["https://example.org/reply"],
        document=make.document(),
        checked_on=CHECKED,
    )
    silent = make.report(to=[trust], area="East Fell", issued=dt.date(2021, 3, 3), texts=TEXTS[:1])
    record_published_replies(by=INGEST, report=silent, urls=[], document=make.document(), checked_on=CHECKED)
    said = _said_before(full, plain, inquiry, answered, silent, department)
    _weighed([said["expectation"], said["draft"]])
    return World(
        entry=first.reference,
        part=full.entries.get(position="1.1").reference,
        report=full.reference,
        plain_report=plain.reference,
        empty_report=empty.reference,
        inquiry=inquiry.reference,
        answered=answered.reference,
        withdrawn=_withdrawn(),
        reworded=_reworded(),
        response=_response(),
        trust=trust.reference,
        closed=closed.reference,
        publisher=full.publisher.code,
        **said,
    )


def _said_before(
    full: Report, plain: Report, inquiry: Report, answered: Report, silent: Report, body: Organisation
) -> dict[str, str]:
    """What was said before: links, themes, expectations and a contradiction, as suggested and as decided."""
    editor = make.editor()
    record, leave, plan = (full.entries.get(position=place) for place in ("1", "2", "3"))
    same, alarm, other = silent.entries.get(), answered.entries.get(), plain.entries.get()
    asked = inquiry.entries.order_by("order")[0]
    make.suggested(
        make.link(record, same, score=0.93),
        make.link(record, alarm, "same_event", score=0.8),
        make.link(leave, other, "overlaps", score=0.62),
        make.link(record, other, "overlaps", score=0.41),  # less likely than not: shown nowhere
        make.link(record, plan, "contradicts", score=0.7),  # a candidate: for editors alone
        make.theme(record, "observation", 0.91),
        make.theme(record, "records", 0.55),
        make.theme(same, "observation", 0.83),
        make.theme(leave, "family_carers", 0.72),
        make.theme(asked, "staffing", 0.3),
    )
    decide(by=editor, verdict="accepted", suggestion=record.suggestions.get(value="same_ask"))
    themes = {row.subject: row for row in record.suggestions.filter(kind="theme")}
    decide(by=editor, verdict="accepted", suggestion=themes[f"theme:{record.reference}:observation"])
    refused = themes[f"theme:{record.reference}:records"]
    decide(by=editor, verdict="refused", suggestion=refused, reason="The record is not what it asks about.")
    group = Draft("Observation: record, complete", [record, same, alarm], {record.pk: 0.9, same.pk: 0.9})
    adopted = propose_expectation(by=RELATE, draft=group, method="grouping/1")
    adopt_expectation(
        by=editor,
        expectation=adopted,
        text="Say who checks that the record of observation is complete",
        reason="Read: they ask one thing.",
    )
    draft = propose_expectation(
        by=RELATE, draft=Draft("Families: leave given, leave refused", [leave, other]), method="grouping/1"
    )
    merged = make_expectation(by=editor, text="Check the record", entries=[record])
    merge_expectations(by=editor, expectations=[merged], into=adopted, reason="They ask the same.")
    _measured(adopted, record.duties.order_by("pk")[0].holder)
    _together(adopted, body)
    contradiction = open_contradiction(
        by=editor, entry=record, other=asked, subject="observation at night", tension="observation"
    )
    assign_contradiction(
        by=editor, contradiction=contradiction, organisation=body, due_on=dt.date(2999, 1, 1)
    )
    return {
        "expectation": adopted.reference,
        "draft": draft.reference,
        "merged": merged.reference,
        "contradiction": contradiction.reference,
    }


def _measured(expectation: Expectation, body: Organisation) -> None:
    """An indicator of which no figures are held, a test that was kept, and what a person judged."""
    measure = measuring.measure(expectation)
    measuring.acted(measure, body, dt.date(2024, 5, 1))
    test = measuring.tested(measure, body, "worse")
    measuring.judgement(expectation, None, verdict="worse", words="It rose where it was asked.", tests=[test])


def _together(expectation: Expectation, body: Organisation) -> None:
    """A group that lost its lead, work under way, and one ask for many that publishers are asked about."""
    group = coordinating.group(GATHERING, body, expectation)
    add_note(
        by=GATHERING, group=group, kind="decision", on=today(), title="Lamps", words="Two for each ward."
    )
    leave_group(by=GATHERING, group=group, organisation=body, why="It has other work.")
    coordinating.work(GATHERING, body, expectation)
    coordinating.consolidation(GATHERING, expectation)


def _weighed(references: list[str]) -> None:
    """Two expectations weighed by the register's own facts alone, and what one would cost."""
    asked = list(Expectation.objects.filter(reference__in=references).order_by("pk"))
    begun = make_exercise(by=WEIGHING, title="What comes first", purpose="To plan by.", places=1)
    weights = [Weight.of("repetition", "60", "It was not heard."), Weight.of("standing", "40", "For long.")]
    weigh_criteria(by=WEIGHING, exercise=begun, weights=weights)
    add_items(by=WEIGHING, exercise=begun, expectations=asked)
    closed = close_scoring(by=WEIGHING, exercise=open_exercise(by=WEIGHING, exercise=begun))
    first = list(closed.items.all())
    deciding.decide(by=WEIGHING, exercise=closed, first=first, words="Both, one after the other.")
    said = dict.fromkeys(ASSESSED, "As far as is known.")
    assess_expectation(by=WEIGHING, expectation=asked[0], weighed=Weighed.of({**said, "confidence": "low"}))


def _withdrawn() -> str:
    report = make.report(texts=["A concern about parking.", "A concern about lifts."], area="West Fell")
    entry = report.entries.get(position="1")
    withdraw_entry(by=EDITOR, entry=entry, why="It was recorded twice.")
    return entry.reference


def _reworded() -> str:
    prepared = make.prepared_report(
        texts=["Staff were not told of the alarm."],
        area="Far Fell",
        url="https://example.org/far-fell",
    )
    report: Report = make.report(prepared)
    closer = make.prepared_report(
        texts=["Staff on the ward were not told of the alarm."],
        area="Far Fell",
        url="https://example.org/far-fell",
        reference=prepared.draft.reference,
        issued=prepared.draft.issued.date,
        sights=[Sight("report-pdf", {}, prepared.draft.issued)],
        rank=3,
    )
    record_report(by=INGEST, prepared=closer, document=make.document())
    entry: Entry = report.entries.get()
    assert entry.versions.count() == 2, "the closer source gave no second version"
    return entry.reference


def _response() -> str:
    body = make.body("Low Fell Hospital Trust")
    duty = answering.duty(body, "Nobody had a key to the door of the garden.", area="Low Fell")
    return answering.answer(body, [duty]).reference


def main() -> None:
    """Fills the register of ANSWERABLE_HOME and prints the references, for another process to show it."""
    migrate()
    world = build_world()
    rebuild_index()
    json.dump(asdict(world), sys.stdout)
