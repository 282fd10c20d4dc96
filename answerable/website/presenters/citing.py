"""How a thing is cited: in words, as BibTeX and as RIS. Neutral titles, no names, the version and the day."""

import datetime as dt
from dataclasses import dataclass
from typing import NoReturn

from django.conf import settings

from answerable.core.calendar import today
from answerable.duties.models import Answer
from answerable.lineage.queries import expectation_by_reference
from answerable.organisations.models import Organisation
from answerable.publication.versions import History
from answerable.register.models import Entry, Report
from answerable.website.formats import long_date
from answerable.website.presenters.versions import FOLDERS, find_history
from answerable.website.refusals import Explained, NotHereError, WithdrawnError

FORMS = {"txt": "text/plain", "bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """`on` is the day as at which it is cited; `issued` that of the report."""

    reference: str
    author: str
    title: str
    issued: dt.date | None
    note: str
    address: str
    on: dt.date


def citation(reference: str, base: str, number: int = 0) -> Citation:
    """Of a thing by its reference, in its latest version or in version `number`.

    `base` is the register's address. Raises NotHereError for what cannot be cited.
    """
    folder = next((name for name, kind in FOLDERS.items() if kind == reference[0]), "")
    return _cited(folder, reference, base, number) if folder else _nothing(reference)


def indicator_citation(code: str, base: str, number: int = 0) -> Citation:
    """The same of an indicator, by its code."""
    return _cited("indicators", code, base, number)


def _cited(folder: str, key: str, base: str, number: int) -> Citation:
    try:
        history = find_history(folder, key)
    except WithdrawnError:
        return _nothing(key)
    at = number or history.last
    made = _of(history, at) if at <= history.last else None
    if made is None:
        return _nothing(key)
    author, title, issued, note = made
    thing = f"indicators/{key}" if folder == "indicators" else key
    address = f"{base.rstrip('/')}/id/{thing}{f'/{at}' if at else ''}"
    version = f", version {at}" if at else ""
    return Citation(history.reference, author, title, issued, f"{version}{note}", address, today())


def _nothing(key: str) -> NoReturn:
    raise NotHereError(
        Explained(
            f"There is nothing to cite as {key}",
            ("Entries, reports, organisations, expectations, responses and indicators can be cited.",),
        )
    )


def in_words(one: Citation) -> str:
    parts = [one.author, one.title, f"In: {settings.SERVICE_NAME}, {one.reference}{one.note}"]
    return f"{'. '.join(parts)}, as at {long_date(one.on)}. {one.address}\n"


def bibtex(one: Citation) -> str:
    fields = {
        "author": f"{{{one.author.translate(_BIBTEX)}}}",
        "title": f"{{{one.title.translate(_BIBTEX)}}}",
        "howpublished": settings.SERVICE_NAME.translate(_BIBTEX),
        "note": f"{one.reference}{one.note}, as at {one.on.isoformat()}".translate(_BIBTEX),
        "url": one.address,
        "urldate": one.on.isoformat(),
    }
    if one.issued:
        fields |= {"year": str(one.issued.year), "date": one.issued.isoformat()}
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{one.reference},\n{body}\n}}\n"


def ris(one: Citation) -> str:
    lines = [
        ("TY", "RPRT"),
        ("AU", one.author),
        ("TI", one.title),
        ("T2", settings.SERVICE_NAME),
        ("N1", f"{one.reference}{one.note}, as at {one.on.isoformat()}"),
        ("UR", one.address),
        ("Y2", one.on.strftime("%Y/%m/%d/")),
    ]
    if one.issued:
        lines.insert(3, ("DA", one.issued.strftime("%Y/%m/%d/")))
        lines.insert(3, ("PY", str(one.issued.year)))
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines) + "ER  - \r\n"


DRAWN = {"txt": in_words, "bib": bibtex, "ris": ris}


def _of(history: History, at: int) -> tuple[str, str, dt.date | None, str] | None:
    """(author, title, day, what stands after the version)."""
    key, service = history.reference, settings.SERVICE_NAME
    match history.kind:
        case "E":
            entry = Entry.objects.select_related("report__publisher").get(reference=key)
            name = f"{entry.get_kind_display()} {entry.number or entry.position}".strip()
            return entry.report.publisher.name, f"{entry.report.title}. {name}", entry.report.issued_on, ""
        case "R":
            report = Report.objects.select_related("publisher").get(reference=key)
            return report.publisher.name, report.title, report.issued_on, ""
        case "B":
            return service, f"{Organisation.objects.get(reference=key).name}: what it was asked", None, ""
        case "A":
            answer = Answer.objects.select_related("organisation").get(reference=key)
            body, day = answer.organisation.name, answer.answered_on
            return body, f"Response of {body}, {long_date(day)}", day, ""
        case "indicator":
            told = {fact.key: fact.words for fact in history.read(at)} if at else {}
            title, source = (" ".join(told.get(name, ())) for name in ("title", "source"))
            called = f"{title or f'Indicator {key}'}. Definition and figures"
            return service, f"{called} after {source}" if source else called, None, ""
    found = expectation_by_reference(key)
    if found is None:
        return None
    words = next((fact.words for fact in history.read(at) if fact.key == "text"), ()) if at else ()
    draft = found.state == "draft" and at == history.last
    note = ", a draft put together by a program" if draft else ""
    return service, words[0] if words else f"Expectation {key}", None, note
