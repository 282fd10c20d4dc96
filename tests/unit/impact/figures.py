"""Files of figures for tests. Providers and figures in them are made up."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from answerable.core.actors import INDICATORS, ORGANISATIONS_LOADER
from answerable.impact.loading import LoadReport, load_paths
from answerable.organisations.facts import BodyFact, CodeFact, ListRead, SuccessionFact, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list

CITED = cite_words("A list made up for a test")
HEADINGS = (
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,"
    "SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE"
)
PLACEMENTS = "Question,Breakdown1,Breakdown1Code,Breakdown2,Breakdown2Code,value"


def body(
    key: str, name: str, *, opened: dt.date | None = None, closed: dt.date | None = None, code: str = ""
) -> Organisation:
    """A body of a list."""
    read = ListRead("test", bodies=[BodyFact(key, name, "nhs_trust", CITED, opened, closed)])
    if code:
        read.codes = [CodeFact(key, "ods", code, CITED)]
    load_list(by=ORGANISATIONS_LOADER, read=read)
    return Organisation.objects.get(key=key)


def taken_over(old: Organisation, new: Organisation, on: dt.date) -> None:
    read = ListRead("test", successions=[SuccessionFact(old.key, new.key, "merger", CITED, on)])
    load_list(by=ORGANISATIONS_LOADER, read=read)


def written(folder: Path, name: str, rows: Sequence[str], *, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("".join(f"{row}\n" for row in rows), encoding=encoding)
    return path


def load(*paths: Path, published: dt.date | None = None) -> LoadReport:
    return load_paths(paths, by=INDICATORS, published=published)


def reasons(report: LoadReport) -> list[tuple[int, int, str]]:
    return [(one.row, one.count, one.why) for _, file in report.files for one in file.rejections.all()]
