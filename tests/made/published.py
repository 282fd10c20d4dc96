"""A small register with something of all that is published. Made up."""

import datetime as dt
from pathlib import Path

from answerable.core.actors import INGEST
from answerable.core.calendar import today
from answerable.duties.operations import record_published_replies
from answerable.organisations.models import Organisation
from answerable.oversight.operations.minuting import add_note
from tests import make
from tests.made import answering, assuring, coordinating, measuring, prioritising
from tests.made.place_lists import held_places


def small_register() -> None:
    """A row in nearly every public table, one of which a spreadsheet would run."""
    body = make.body("Wending Water NHS Foundation Trust")
    held_places(body)
    duty = assuring.duty(body)
    answering.answer(body, [duty])
    assuring.verdict(assuring.claim(duty))
    make.entry("=1+1 was written on the board.")
    overseer, asked = coordinating.overseer(), coordinating.expectation("Ash", "Birch")
    group = coordinating.group(overseer, body, asked)
    add_note(by=overseer, group=group, kind="minutes", on=today(), title="Lamps", words="Two a ward.")
    coordinating.work(overseer, body, asked)
    coordinating.consolidation(overseer, asked)
    prioritising.assessment(asked)
    prioritising.scored(prioritising.world())


def told_in_full(folder: Path) -> Organisation:
    """What pages treat in their own way: parts, headings, flags, withheld passages, a reply, figures."""
    trust = make.body("Tarn Care NHS Trust", opened=dt.date(2009, 4, 1))
    department = make.body("Department for Northern Wellbeing", kind="department")
    full = make.prepared_report(
        texts=["Nobody knew who had to check it. [name withheld] said that it could not be opened.", "Tell."],
        part_texts=["First, write it down.", "Then, tell the family."],
        to=[trust, department],
        due=dt.date(2023, 5, 2),
        flags=["date-mended:separator-doubled", "no-numbering"],
        categories=["Mental Health related deaths", "Suicide (from 2015)"],
        scope="yes",
        mentions=[make.mention(None), make.mention(None, as_written="The Chief Coroner", role="copy")],
        purpose="This is to make sure that everyone knows it.",
    )
    full.entries[0].context = {"heading": "Plans", "lead_in": "The inquiry asks the Department to:"}
    report = make.report(full)
    record_published_replies(
        by=INGEST,
        report=report,
        urls=["https://example.org/reply"],
        document=make.document(),
        checked_on=dt.date(2024, 3, 31),
    )
    make.report(issued=None, texts=["Nobody told the family."], numbered=False, area="West Fell")
    measuring.figures(folder, [(trust, measuring.stepped(5, 2, 120, 60))], dt.date(2021, 1, 1))
    return trust
