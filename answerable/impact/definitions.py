"""The reviewed definitions of indicators: what is counted, how it is hidden, how it may be charted.

One TOML an indicator in `data/indicators`, named after its code. What nobody has read in a source that
settles it says `confirmed = false`, and so does every page that shows it. Pure: no database.
"""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.impact.fields import DefinitionError, Fields
from answerable.impact.series.rolling import rolling_reason
from answerable.impact.spc.judgement import Better

FOLDER = Path(__file__).resolve().parents[2] / "data" / "indicators"
KINDS = frozenset({"count", "rate", "percentage", "share", "mean", "median", "money", "ratio"})
PERIODS = frozenset({"month", "quarter", "financial year", "year", "rolling year"})
LEVELS = frozenset(
    {"ward", "site", "provider", "receiving provider", "sub-icb", "icb", "region", "england", "uk"}
)
BETTER = frozenset(better.value for better in Better)
RARE = frozenset({"", "g", "t"})
FUNNELS = frozenset({"", "p", "u"})


@dataclass(frozen=True, slots=True)
class Citation:
    name: str
    address: str
    confirmed: bool  # False: not read in a source that settles it


@dataclass(frozen=True, slots=True)
class Suppression:
    """What the publisher hides and rounds. `below` 0: nothing is known to be hidden; `rounding` 0: none."""

    rule: str
    below: int
    rounding: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Charting:
    """`rare` is the chart for events too few for XmR, `funnel` the one of providers; "" for none.

    `base` is the indicator that counts what a rate is out of, and `per` how many of it the rate is for.
    """

    xmr: bool
    rare: str
    funnel: str
    why: str
    base: str = ""
    per: float = 1


@dataclass(frozen=True, slots=True)
class Label:
    """A name under which files give the indicator, and the split that the name itself states."""

    text: str
    split: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """From `on`, something else is counted: limits are drawn anew there, because of `why`."""

    on: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    title: str
    group: str
    definition: str
    version: str
    kind: str  # one of KINDS
    unit: str
    numerator: str
    denominator: str  # "" for a count
    periods: tuple[str, ...]  # of PERIODS, the one that is charted first
    levels: tuple[str, ...]  # of LEVELS
    better: Better
    splits: tuple[str, ...]
    lag: str
    whole: bool  # only whole numbers can be
    least: float | None
    most: float | None
    parts_add_up: (
        bool  # parts of a split or of England sum to the whole, so that one hidden can be worked out
    )
    source: Citation
    suppression: Suppression
    charting: Charting
    caveats: tuple[str, ...]
    balancing: tuple[str, ...]  # codes, or words where no indicator is held
    labels: tuple[Label, ...]
    own: bool  # worked out by this register, not published elsewhere
    part_of: str  # the indicator whose split `part` this is, under a code of its own; "" for none
    part: str
    breaks: tuple[Break, ...] = ()

    @property
    def confirmed(self) -> bool:
        return self.source.confirmed and self.suppression.confirmed


def name_of_measure(text: str) -> str:
    """One form for all spellings of a measure's name that differ only in case and spaces."""
    return " ".join(text.split()).casefold()


@functools.cache
def shipped() -> Mapping[str, Indicator]:
    return load_definitions(FOLDER)


def load_definitions(folder: Path) -> dict[str, Indicator]:
    """Every definition in `folder`, by code, in order of file name. Raises DefinitionError."""
    found: dict[str, Indicator] = {}
    for path in sorted(folder.glob("*.toml")):
        one = read_definition(path)
        found[one.code] = one
    if not found:
        raise DefinitionError(f"no indicators (*.toml) in {folder}")
    labels_of(found)
    for one in found.values():
        if one.part_of and (one.part_of not in found or found[one.part_of].part_of):
            raise DefinitionError(f"{one.code}.toml: part_of: {one.part_of!r} is no indicator with splits")
        if one.charting.base and one.charting.base not in found:
            raise DefinitionError(
                f"{one.code}.toml: charting.base: there is no indicator {one.charting.base!r}"
            )
    return found


def labels_of(indicators: Mapping[str, Indicator]) -> dict[str, tuple[str, str]]:
    """{name of a measure: (code, split)}. Raises DefinitionError where two indicators claim one name."""
    found: dict[str, tuple[str, str]] = {}
    for one in indicators.values():
        for label in (Label(one.code), *one.labels):
            key = name_of_measure(label.text)
            held = found.setdefault(key, (one.code, label.split))
            if held != (one.code, label.split):
                raise DefinitionError(f"{one.code}.toml: labels: {label.text!r} is a name of {held[0]} too")
    return found


def read_definition(path: Path) -> Indicator:
    """Raises DefinitionError."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path.name}: not TOML that can be read: {error}") from error
    fields = Fields(path.name, "", values)
    one = Indicator(
        code=fields.text("code"),
        title=fields.text("title"),
        group=fields.text("group"),
        definition=fields.text("definition"),
        version=fields.text("version"),
        kind=fields.one_of("kind", KINDS),
        unit=fields.text("unit"),
        numerator=fields.text("numerator"),
        denominator=fields.text("denominator", default=""),
        periods=fields.texts("periods", allowed=PERIODS, some=True),
        levels=fields.texts("levels", allowed=LEVELS, some=True),
        better=Better(fields.one_of("better", BETTER)),
        splits=fields.texts("splits"),
        lag=fields.text("lag"),
        whole=fields.flag("whole"),
        least=fields.number("least"),
        most=fields.number("most"),
        parts_add_up=fields.flag("parts_add_up"),
        source=_citation(fields.section("source")),
        suppression=_suppression(fields.section("suppression")),
        charting=_charting(fields.section("charting")),
        caveats=fields.texts("caveats"),
        balancing=fields.texts("balancing"),
        labels=tuple(_label(each) for each in fields.sections("labels")),
        own=fields.flag("own", default=False),
        part_of=fields.text("part_of", default=""),
        part=fields.text("part", default=""),
        breaks=tuple(_break(each) for each in fields.sections("breaks")),
    )
    fields.finish()
    _agree(fields, one, path)
    return one


def _agree(fields: Fields, one: Indicator, path: Path) -> None:
    """What holds between keys."""
    if path.stem != one.code:
        raise fields.fail("code", f"is {one.code!r}; name the file {one.code}.toml")
    if one.kind in ("rate", "percentage", "share", "ratio") and not one.denominator:
        raise fields.fail("denominator", f"is missing; a {one.kind} needs one")
    if one.kind == "count" and one.denominator:
        raise fields.fail("denominator", "is given; a count has none")
    if bool(one.part_of) != bool(one.part):
        raise fields.fail("part", "and part_of go together: the indicator, and its split")
    if one.least is not None and one.most is not None and one.most < one.least:
        raise fields.fail("most", f"is {one.most:g}, below least ({one.least:g})")
    if one.kind == "percentage" and (one.least, one.most) != (0, 100):
        raise fields.fail("most", "a percentage lies from least = 0 to most = 100")
    if one.parts_add_up and one.kind not in ("count", "money"):
        raise fields.fail("parts_add_up", f"is true; the parts of a {one.kind} do not sum to the whole")
    rolling = "rolling year" in one.periods or rolling_reason(one.title)
    if one.charting.xmr and rolling:
        raise fields.fail("charting.xmr", "is true; a rolling year may not be charted with process limits")


def _citation(fields: Fields) -> Citation:
    one = Citation(fields.text("name"), fields.address("address"), fields.flag("confirmed"))
    fields.finish()
    return one


def _suppression(fields: Fields) -> Suppression:
    one = Suppression(
        fields.text("rule"), fields.count("below"), fields.count("rounding"), fields.flag("confirmed")
    )
    fields.finish()
    return one


def _charting(fields: Fields) -> Charting:
    one = Charting(
        fields.flag("xmr"),
        fields.one_of("rare", RARE, default=""),
        fields.one_of("funnel", FUNNELS, default=""),
        fields.text("why", default=""),
        fields.text("base", default=""),
        fields.number("per") or 1,
    )
    fields.finish()
    return one


def _label(fields: Fields) -> Label:
    one = Label(fields.text("text"), fields.text("split", default=""))
    fields.finish()
    return one


def _break(fields: Fields) -> Break:
    one = Break(fields.day("on"), fields.text("why"))
    fields.finish()
    return one
