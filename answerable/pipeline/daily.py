"""What is done once a day, in this order (docs/flows.md). It may be killed at any point and run again."""

import datetime as dt
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from answerable.accounts.models import Person
from answerable.core.actors import ESCALATION, FIGURES, INDICATORS, POST, RECURRENCE, SCANNER, SUCCESSIONS
from answerable.duties.succession import pass_on_duties
from answerable.impact.definitions import shipped
from answerable.impact.operations.alarming import alarms_to_settle, raise_alarms
from answerable.impact.operations.defining import definitions_to_tell, record_definitions
from answerable.notices.follows import counting
from answerable.notices.operations import tell, write_digest
from answerable.notices.queries import for_digest, keys_told
from answerable.organisations.models import Organisation
from answerable.oversight.figures.touched import duties_to_reckon
from answerable.oversight.operations import climb
from answerable.oversight.operations.reckoning import reckon
from answerable.oversight.operations.supplying import close_day
from answerable.oversight.queries import closed_among, due_steps, held_by_closed, to_tell
from answerable.pipeline.bulk.parquet import is_there
from answerable.pipeline.bulk.tables import TABLES
from answerable.pipeline.export import export_to, files_lag
from answerable.pipeline.following import run_alerts
from answerable.pipeline.harvest import daily_sources, due_count, harvest_source
from answerable.pipeline.plain import summarise
from answerable.pipeline.plain import waiting_count as to_summarise
from answerable.pipeline.post import send_waiting, waiting_count
from answerable.pipeline.sectors import sort_into_sectors
from answerable.pipeline.taking_up import take_up, to_relate
from answerable.register.sectors import not_sorted
from answerable.uploads.models import Upload
from answerable.uploads.operations import scan_waiting

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What one step did, or would do: a count and what it counts."""

    step: str
    count: int
    what: str


def scan_files(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Files that came while no scanner was there are looked at, where one is now."""
    if dry_run:
        waiting = Upload.objects.filter(state=Upload.State.QUARANTINED).count()
        return Done("scan", waiting, "files in quarantine")
    good, harmful = scan_waiting(by=SCANNER)
    progress("scan", 1, 1)
    return Done("scan", good + harmful, f"files looked at, {harmful:,} of them harmful")


def visit_sources(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """The sites of publishers, where ANSWERABLE_HARVEST names some."""
    sources = daily_sources()
    if not sources:
        return Done("harvest", 0, "places: no source is set to be visited")
    if dry_run:
        return Done("harvest", sum(map(due_count, sources)), "places to look at")
    taken, broken = 0, []
    for one in sources:
        try:
            taken += harvest_source(one, progress=progress).taken
        except Exception:  # what one publisher sends keeps neither the others nor the rest of the day waiting
            traceback.print_exc()
            broken.append(one.code)
    what = "files taken in from publishers' sites"
    return Done("harvest", taken, f"{what}; broken off: {', '.join(broken)}" if broken else what)


def take_up_what_came(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """What publishers' sites brought is sorted, put in plain words, related and found by search."""
    if not daily_sources():
        return Done("take up", 0, "entries to relate: no source is set to be visited")
    if dry_run:
        return Done("take up", to_relate(), "entries to relate")
    done = take_up(progress)
    return Done("take up", done.related, done.in_words())


def sort_sectors(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Reports that an issuer published since are sorted into sectors of care."""
    if dry_run:
        return Done("sectors", not_sorted().count(), "reports to sort into sectors")
    return Done("sectors", sort_into_sectors(progress), "reports sorted into sectors")


def say_plainly(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Entries that are new or have other words now are put in plain words."""
    if dry_run:
        return Done("plain words", to_summarise(), "entries to put in plain words")
    return Done("plain words", summarise(progress), "entries put in plain words")


def keep_definitions(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Definitions of indicators that changed with the register's own files are put in the log."""
    if dry_run:
        return Done("definitions", len(definitions_to_tell(shipped())), "definitions to put on record")
    told = record_definitions(by=INDICATORS, indicators=shipped())
    progress("definitions", 1, 1)
    return Done("definitions", told, "definitions put on record")


def pass_duties_on(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Whose duties a closed body held, its sure successor holds; the others wait for the overseer."""
    if dry_run:
        return Done("pass on", held_by_closed(on), "duties of closed bodies to look at")
    done = pass_on_duties(by=SUCCESSIONS, on=on, is_closed=closed_among)
    progress("pass on", 1, 1)
    return Done("pass on", done.passed, f"duties passed on, {done.left:,} without a sure successor")


def ring_again(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Rings where a later report asks again for what was said to be done, and takes back what fell."""
    if dry_run:
        return Done("recurrence", alarms_to_settle(on), "alarms to raise or to take back")
    return Done("recurrence", raise_alarms(by=RECURRENCE, on=on, progress=progress), "alarms raised")


def climb_rungs(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Escalates: body by body, each in a transaction of its own."""
    due = due_steps(on)
    if dry_run:
        return Done("escalate", sum(len(steps) for steps in due.values()), "steps of escalation")
    bodies = Organisation.objects.in_bulk(list(due))
    taken = 0
    for done, (body, steps) in enumerate(due.items(), start=1):
        taken += climb(by=ESCALATION, about=bodies[body], on=on, duties={one.duty_id for one in steps})
        progress("escalate", done, len(due))
    return Done("escalate", taken, "steps of escalation")


def work_out_figures(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """How the duties that were touched since stood on every day, for the figures of oversight."""
    if dry_run:
        return Done("figures", duties_to_reckon(), "duties to work out for figures")
    count = reckon(by=FIGURES, progress=lambda at, of: progress("figures", at, of))
    return Done("figures", count, "duties worked out for figures")


def tell_people(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Puts what is due, overdue, to sign, to verify, to look at again or challenged into people's lists."""
    lines = list(to_tell(on))
    told_before = keys_told(line.person.pk for line in lines)
    lines = [
        line
        for line in lines
        if told_before.isdisjoint((line.person.pk, key) for key in (line.key, *line.unless))
    ]
    if dry_run:
        return Done("tell", len(lines), "lines for people")
    told = 0
    for done, line in enumerate(lines, start=1):
        told += tell(
            by=POST,
            person=line.person,
            key=line.key,
            kind=line.kind,
            words=line.words,
            address=line.address,
        )
        progress("tell", done, len(lines))
    return Done("tell", told, "lines for people")


def write_digests(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """One mail a day for each who wants it so, where there is something to say."""
    people = for_digest()
    if dry_run:
        return Done("digests", len(people), "digests")
    written = 0
    for done, notices in enumerate(people.values(), start=1):
        person: Person = notices[0].person
        written += write_digest(by=POST, person=person, on=on) is not None
        progress("digests", done, len(people))
    return Done("digests", written, "digests")


def tell_of_follows(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Tells those who follow something what happened with it; `answerable alerts` does so sooner."""
    if dry_run:
        return Done("alerts", counting().count(), "follows to look at")
    return Done("alerts", run_alerts(progress=progress), "alerts")


def send_mail(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """Hands what is written to the mail server, or to the mailbox of files."""
    if dry_run:
        return Done("send", waiting_count(), "mails")
    return Done("send", send_waiting(by=POST, progress=progress).sent, "mails")


def write_files(_: dt.date, dry_run: bool, progress: Progress) -> Done:
    """The public files of the day, where a folder is set (ANSWERABLE_BULK); Parquet too where pyarrow is."""
    if not settings.BULK:
        return Done("files", 0, "public files: no folder is set for them")
    if dry_run:
        return Done("files", len(TABLES), "tables to write as public files")
    made = export_to(
        Path(settings.BULK), parquet=is_there(), progress=lambda _, done, of: progress("files", done, of)
    )
    return Done("files", len(made["files"]), "public files")


def write_files_again(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """The same where something was put on record since they were begun."""
    if settings.BULK and not files_lag(Path(settings.BULK)):
        return Done("files", 0, "public files")
    return write_files(on, dry_run, progress)


Step = Callable[[dt.date, bool, Progress], Done]

# Whose a duty is comes before who is written to; what is written before what is sent.
_DUE: tuple[tuple[str, Step], ...] = (
    ("pass on", pass_duties_on),
    ("recurrence", ring_again),
    ("escalate", climb_rungs),
    ("figures", work_out_figures),
    ("tell", tell_people),
    ("digests", write_digests),
    ("alerts", tell_of_follows),
    ("send", send_mail),
)


def tell_what_came(on: dt.date, dry_run: bool, progress: Progress) -> Done:
    """What publishers' sites brought is told of on the day it came, by the steps that told of the rest.

    Each does what is left to do: nothing of the first round is done again, and what a killed run leaves is
    done by the first round of the next.
    """
    if not daily_sources():
        return Done("news", 0, "mails about what came: no source is set to be visited")
    if dry_run:
        return Done("news", 0, "mails about what came: that is known once it has come")
    done = {name: step(on, dry_run, progress) for name, step in (*_DUE, ("files", write_files_again))}
    sent = done.pop("send").count
    others = [f"{one.count:,} {one.what}" for one in done.values() if one.count]
    return Done("news", sent, "; ".join(["mails about what came", *others]))


# Others’ servers come last: nothing that is due waits for them, or fails with them.
STEPS: tuple[tuple[str, Step], ...] = (
    ("scan", scan_files),
    ("sectors", sort_sectors),
    ("plain words", say_plainly),
    ("definitions", keep_definitions),
    *_DUE,
    ("files", write_files),
    ("harvest", visit_sources),
    ("take up", take_up_what_came),
    ("news", tell_what_came),
)


def run_daily(on: dt.date, *, dry_run: bool, progress: Progress) -> list[Done]:
    """Every step in order. A dry run writes and sends nothing, and says what each would do."""
    done = [step(on, dry_run, progress) for _, step in STEPS]
    if not dry_run:
        close_day(by=ESCALATION, on=on, counts={one.step: one.count for one in done})
    return done
