import datetime as dt
import re
from typing import TYPE_CHECKING

import click

from answerable.cli.ready import print_json

if TYPE_CHECKING:
    from answerable.sources.definitions import InstrumentRule, SourceDefinition

    Known = list[tuple[SourceDefinition, InstrumentRule]]

# What else people call them.
_ALSO = {"pfd": "reg28", "regulation28": "reg28", "preventionoffuturedeaths": "reg28"}

_NO_DATE = "no rule sets a date, and the report is not known to state one"


@click.command()
@click.option("--issued", required=True, metavar="DATE", help="The date of the report, as YYYY-MM-DD.")
@click.option("--instrument", required=True, metavar="NAME", help="What kind of report it is, as reg28.")
@click.option("--stated", metavar="DATE", help="The date that the report itself gives for a reply.")
@click.option("--extended-to", "extended", metavar="DATE", help="The date to which its author extended it.")
@click.option("--json", "as_json", is_flag=True, help="Print the date and its basis as JSON.")
def due(issued: str, instrument: str, stated: str | None, extended: str | None, as_json: bool) -> None:
    """Says by which day a report is to be answered, and why that day.

    The rules are the reviewed definitions of the sources. Days are calendar days: weekends and bank holidays
    count.
    """
    from answerable.duties.clock import LATEST_YEARS_AHEAD, DutyRule
    from answerable.duties.clock import due as work_out

    issued_on = _date("--issued", issued)
    stated_on = _date("--stated", stated) if stated is not None else None
    extended_to = _date("--extended-to", extended) if extended is not None else None
    definition, found = _instrument(instrument, issued_on)
    rule = DutyRule(found.duty, found.legal_basis, found.response_days, found.response_months)
    notes = [found.note] if found.note else []
    if stated_on and stated_on <= issued_on:
        raise click.UsageError(
            f"--stated is {_day(stated_on)}, which is not after the report itself ({_day(issued_on)}): "
            "nobody can answer by it. Check both dates."
        )
    without = work_out(rule, issued_on, stated_on)
    if extended_to:
        held = without.on if without else issued_on
        if extended_to <= held:
            raise click.UsageError(
                f"--extended-to is {_day(extended_to)}, which is not after {_day(held)}: an extension gives "
                "more time than there was."
            )
        if extended_to.year > held.year + LATEST_YEARS_AHEAD:
            raise click.UsageError(f"--extended-to is {_day(extended_to)}: check the year.")
        if not found.extendable:
            notes.append("No rule was found by which this time is extended: the date is taken as given.")
    if not found.confirmed:
        notes.append("This rule has not been read in a source that settles it.")
    answer = work_out(rule, issued_on, stated_on, [extended_to] if extended_to else [])
    if rule.due_on(issued_on) is None and (rule.days or rule.months):
        raise click.UsageError(f"--issued is {_day(issued_on)}: no calendar reaches the day it is due.")
    if as_json:
        print_json(
            {
                "instrument": found.code,
                "name": found.name,
                "issued": issued_on,
                "due": answer.on if answer else None,
                "basis": answer.basis if answer else "none",
                "why": answer.why if answer else _NO_DATE,
                "kind": found.duty,
                "rule": found.legal_basis,
                "period": rule.period,
                "days": found.response_days,
                "months": found.response_months,
                "computed": rule.due_on(issued_on),
                "stated": stated_on,
                "extended_to": extended_to,
                "extendable": found.extendable,
                "confirmed": found.confirmed,
                "source": found.source,
                "defined_by": definition.code,
                "notes": notes,
            }
        )
        return
    kinds = {"statutory": "required by law", "convention": "expected by convention", "none": "no rule found"}
    click.echo(f"{found.name} of {_day(issued_on)}")
    click.echo(f"Reply due: {_day(answer.on)}" if answer else "Reply due: no date")
    click.echo(f"Basis:     {answer.why if answer else _NO_DATE}")
    click.echo(f"Duty:      {kinds[found.duty]}: {found.legal_basis}")
    click.echo(f"Source:    {found.source}")
    for note in notes:
        click.echo(f"Note:      {note}")


def _date(option: str, written: str) -> dt.date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written.strip()):
        try:
            return dt.date.fromisoformat(written.strip())
        except ValueError:
            raise click.UsageError(f"{option} {written!r} is no day of the calendar.") from None
    raise click.UsageError(f"{option} {written!r} is no date: write it as YYYY-MM-DD, such as 2024-01-31.")


def _instrument(written: str, on: dt.date) -> "tuple[SourceDefinition, InstrumentRule]":
    """By its code, name or source. UsageError: unknown, of several sources, or not in force that day."""
    from answerable.sources.definitions import FOLDER, DefinitionError, load_definitions

    try:
        definitions = load_definitions(FOLDER)
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error
    every = [(one, rule) for one in definitions.values() for rule in one.instruments]
    wanted = _plain(written)
    wanted = _ALSO.get(wanted, wanted)
    found = [
        (one, rule)
        for one, rule in every
        if wanted and wanted in {_plain(rule.code), _plain(rule.name), _plain(f"{one.code}{rule.code}")}
    ] or [(one, rule) for one, rule in every if wanted == _plain(one.code)]
    if not found:
        raise click.UsageError(f"No instrument is called {written!r}. Known are: {_listed(every, every)}.")
    holding = [(one, rule) for one, rule in found if rule.holds_on(on)]
    if not holding:
        raise click.UsageError(_not_then(found[0][1], on, every))
    if len(holding) > 1:
        raise click.UsageError(f"Several sources have a {written!r}. Name one: {_listed(holding, every)}.")
    return holding[0]


def _not_then(rule: "InstrumentRule", on: dt.date, every: "Known") -> str:
    """Says since or until when the instrument is in force, and which one of the same source was instead."""
    if rule.from_date and on < rule.from_date:
        when = f"from {_day(rule.from_date)}"
    else:
        when = f"until {_day(rule.until_date or on)}"
    source = next(one for one, each in every if each is rule)
    others = [each for each in source.instruments if each is not rule and each.holds_on(on)]
    instead = f" On that day it was a {others[0].name}: use {others[0].code}." if others else ""
    return f"{rule.name} ({rule.code}) exists only {when}, not on {_day(on)}.{instead}"


def _listed(some: "Known", every: "Known") -> str:
    """Each by the shortest name that tells it from the others."""
    codes = [rule.code for _, rule in every]
    return "; ".join(
        f"{rule.code if codes.count(rule.code) == 1 else one.code} ({rule.name})" for one, rule in some
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B} {date.year}"
