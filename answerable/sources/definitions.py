"""The reviewed definitions of sources: who publishes, under which licence, and what each instrument asks.

One TOML a source in `data/sources`. A rule that nobody has read in its source says `confirmed = false`, and
pages say so too. Pure: nothing here touches the database.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from answerable.sources.drafts import Instrument

PUBLISHER_KINDS = frozenset(
    {"coroner", "inquiry", "investigator", "review", "regulator", "research", "parliament", "other"}
)
DUTY_KINDS = frozenset({"statutory", "convention", "none"})
INSTRUMENTS = frozenset(get_args(Instrument))
_MOST_BYTES = 64 * 1024 * 1024
_QUIET_DAYS = 31
MEDIA_TYPES = (
    "text/html",
    "application/pdf",
    "application/json",
    "text/csv",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
FOLDER = Path(__file__).resolve().parents[2] / "data" / "sources"


class DefinitionError(ValueError):
    """A definition can't be used. The message names the file, the field and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    address: str
    attribution: str
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class InstrumentRule:
    """What one instrument of a source asks of its addressees. At most one of days and months is set."""

    code: Instrument
    name: str
    legal_basis: str
    duty: str  # one of DUTY_KINDS
    source: str  # where the rule was read
    confirmed: bool  # False: not read in a source that settles it
    response_days: int | None = None  # calendar days from the date of the report
    response_months: int | None = None
    extendable: bool = False
    from_date: dt.date | None = None
    until_date: dt.date | None = None
    note: str = ""

    def holds_on(self, date: dt.date) -> bool:
        return not (self.from_date and date < self.from_date) and not (
            self.until_date and date > self.until_date
        )


@dataclass(frozen=True, slots=True)
class HarvestRule:
    """How the site of a source is visited. Nothing outside `hosts` is ever asked for."""

    adapter: str  # one of sources/harvest_adapters
    hosts: tuple[str, ...]  # in lower case; one that begins with "*." stands for what lies below it
    start: tuple[str, ...]  # addresses to begin at
    every: int  # hours between two looks at one listing
    delay: int  # seconds between two requests to one host
    contact: str  # who asks, in the User-Agent
    robots: bool = True  # False only where a publisher's own API is meant for programs: say why in the file
    most_bytes: int = _MOST_BYTES  # of one answer, unpacked
    media_types: tuple[str, ...] = MEDIA_TYPES
    quiet_days: int = _QUIET_DAYS  # after as long without anything new, pages say "no data since"
    options: dict[str, Any] = field(default_factory=dict, hash=False)  # what the adapter alone understands


@dataclass(frozen=True, slots=True)
class SourceDefinition:
    code: str
    name: str
    kind: str  # one of PUBLISHER_KINDS
    address: str
    rhythm: str  # how often it publishes, in words
    covers: str  # what it covers, and what is known to be missing
    licence: Licence
    instruments: tuple[InstrumentRule, ...]
    adapters: tuple[str, ...] = ()
    table: dict[str, Any] | None = field(default=None, hash=False)  # see adapters/table_mapping.py
    harvest: HarvestRule | None = None

    def rule(self, instrument: str, on: dt.date | None = None) -> InstrumentRule | None:
        """The rule of `instrument` that holds on a date, or its only one where no date is known."""
        rules = [rule for rule in self.instruments if rule.code == instrument]
        return next((rule for rule in rules if on is None or rule.holds_on(on)), None)


def load_definitions(folder: Path) -> dict[str, SourceDefinition]:
    """Every definition in `folder`, by code, in order of file name. Raises DefinitionError."""
    definitions: dict[str, SourceDefinition] = {}
    for path in sorted(folder.glob("*.toml")):
        definition = read_definition(path)
        if definition.code in definitions:
            raise DefinitionError(f"{path.name}: another definition has the code {definition.code!r} already")
        definitions[definition.code] = definition
    if not definitions:
        raise DefinitionError(f"no source definitions (*.toml) in {folder}")
    return definitions


def read_definition(path: Path) -> SourceDefinition:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path.name}: not TOML that can be read: {error}") from error
    reader = _Reader(path.name, "", values)
    definition = SourceDefinition(
        code=reader.text("code"),
        name=reader.text("name"),
        kind=reader.one_of("kind", PUBLISHER_KINDS),
        address=reader.address("address"),
        rhythm=reader.text("rhythm"),
        covers=reader.text("covers"),
        licence=_licence(reader.section("licence")),
        instruments=_rules(reader),
        adapters=reader.texts("adapters"),
        table=reader.values.get("table"),
        harvest=_harvest(reader.section("harvest")) if "harvest" in values else None,
    )
    reader.seen |= {"table", "harvest", "instruments"}
    reader.finish()
    if path.stem != definition.code:
        raise DefinitionError(
            f"{path.name}: its code is {definition.code!r}; name the file {definition.code}.toml"
        )
    return definition


def _rules(reader: "_Reader") -> tuple[InstrumentRule, ...]:
    """The instruments; a source that is visited for figures or lists of bodies alone has none."""
    if "harvest" in reader.values and "instruments" not in reader.values:
        return ()
    return tuple(_rule(each) for each in reader.sections("instruments"))


def _licence(reader: "_Reader") -> Licence:
    licence = Licence(
        name=reader.text("name"),
        address=reader.address("address"),
        attribution=reader.text("attribution"),
        source=reader.text("source", default=""),
        confirmed=reader.flag("confirmed"),
    )
    reader.finish()
    return licence


def _harvest(reader: "_Reader") -> HarvestRule:
    rule = HarvestRule(
        adapter=reader.text("adapter"),
        hosts=tuple(host.lower() for host in reader.texts("hosts")),
        start=reader.texts("start"),
        every=reader.count("every") or 24,
        delay=reader.count("delay") or 5,
        contact=reader.text("contact"),
        robots=reader.flag("robots", default=True),
        most_bytes=reader.count("most_bytes") or _MOST_BYTES,
        media_types=reader.texts("media_types") or MEDIA_TYPES,
        quiet_days=reader.count("quiet_days") or _QUIET_DAYS,
        options=reader.values.get("options", {}),
    )
    reader.seen.add("options")
    reader.finish()
    if not rule.hosts:
        reader.fail("hosts", "is missing; without a host nothing may be asked for")
    for address in rule.start:
        if not address.startswith("https://"):
            reader.fail("start", f"holds {address!r}; it must begin with https://")
    return rule


def _rule(reader: "_Reader") -> InstrumentRule:
    rule = InstrumentRule(
        code=reader.one_of("code", INSTRUMENTS),  # type: ignore[arg-type]
        name=reader.text("name"),
        legal_basis=reader.text("legal_basis"),
        duty=reader.one_of("duty", DUTY_KINDS),
        source=reader.text("source"),
        confirmed=reader.flag("confirmed"),
        response_days=reader.count("response_days"),
        response_months=reader.count("response_months"),
        extendable=reader.flag("extendable"),
        from_date=reader.date("from"),
        until_date=reader.date("until"),
        note=reader.text("note", default=""),
    )
    reader.finish()
    if rule.response_days and rule.response_months:
        reader.fail("response_days", "give days or months, not both")
    if rule.duty == "none" and (rule.response_days or rule.response_months):
        reader.fail("duty", 'is "none", so there can be no time to respond')
    if rule.from_date and rule.until_date and rule.from_date > rule.until_date:
        reader.fail("until", "lies before from")
    return rule


class _Reader:
    """Takes fields out of a TOML table, naming the file and field in every complaint."""

    def __init__(self, file: str, place: str, values: dict[str, Any]) -> None:
        self.file, self.place, self.values = file, place, values
        self.seen: set[str] = set()

    def fail(self, key: str, why: str) -> None:
        raise DefinitionError(f"{self.file}: {self.place}{key}: {why}")

    def _take(self, key: str, kind: type, wanted: str, default: Any = None, required: bool = False) -> Any:
        self.seen.add(key)
        if key not in self.values:
            if required:
                self.fail(key, f"is missing; it must be {wanted}")
            return default
        value = self.values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(key, f"is {value!r}; it must be {wanted}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, str, "text", default, required=default is None)
        if default is None and not value.strip():
            self.fail(key, "is empty")
        return str(value).strip()

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, list, "a list of texts", [])
        if not all(isinstance(each, str) for each in value):
            self.fail(key, "must be a list of texts")
        return tuple(value)

    def one_of(self, key: str, allowed: frozenset[str]) -> str:
        value = self.text(key)
        if value not in allowed:
            self.fail(key, f"is {value!r}; it must be one of {', '.join(sorted(allowed))}")
        return value

    def address(self, key: str) -> str:
        value = self.text(key)
        if not value.startswith(("https://", "http://")):
            self.fail(key, f"is {value!r}; it must begin with https://")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        return bool(self._take(key, bool, "true or false", default))

    def count(self, key: str) -> int | None:
        value = self._take(key, int, "a whole number above 0")
        if value is not None and value < 1:
            self.fail(key, f"is {value}; it must be a whole number above 0")
        return value  # type: ignore[no-any-return]

    def date(self, key: str) -> dt.date | None:
        value = self._take(key, dt.date, "a date like 2013-07-25")
        if isinstance(value, dt.datetime):
            self.fail(key, "must be a date without a time")
        return value  # type: ignore[no-any-return]

    def section(self, key: str) -> "_Reader":
        values = self._take(key, dict, "a section", required=True)
        return _Reader(self.file, f"{self.place}{key}.", values)

    def sections(self, key: str) -> list["_Reader"]:
        values = self._take(key, list, f"at least one [[{key}]] section", required=True)
        if not values or not all(isinstance(each, dict) for each in values):
            self.fail(key, f"must be at least one [[{key}]] section")
        return [_Reader(self.file, f"{self.place}{key}[{i}].", each) for i, each in enumerate(values, 1)]

    def finish(self) -> None:
        unknown = sorted(set(self.values) - self.seen)
        if unknown:
            known = ", ".join(sorted(self.seen))
            self.fail(unknown[0], f"is not a field of a definition; the fields are {known}")
