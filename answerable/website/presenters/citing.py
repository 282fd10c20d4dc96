"""How a thing is cited: in words, as BibTeX and as RIS. Neutral titles, no names, the version and the day."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from answerable.core.calendar import today
from answerable.lineage.queries import expectation_by_reference
from answerable.organisations.models import Organisation
from answerable.publication.addresses import page_of
from answerable.register.models import Entry, EntryVersion, Report
from answerable.website.formats import long_date
from answerable.website.refusals import Explained, NotHereError

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


def citation(reference: str, base: str) -> Citation:
    """`base` is the address of the register. Raises NotHereError for what cannot be cited."""
    path = page_of(reference)
    made = _of(reference) if path else None
    if path is None or made is None:
        raise NotHereError(
            Explained(
                f"There is nothing to cite as {reference}",
                ("Entries, reports, organisations and expectations can be cited.",),
            )
        )
    author, title, issued, note = made
    return Citation(reference, author, title, issued, note, f"{base.rstrip('/')}/id/{reference}", today())


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


def _of(reference: str) -> tuple[str, str, dt.date | None, str] | None:
    """(author, title, day, what stands after the reference)."""
    kind = reference[0]
    if kind == "E":
        return _entry(reference)
    if kind == "R":
        report = Report.objects.select_related("publisher").get(reference=reference)
        return report.publisher.name, report.title, report.issued_on, ""
    if kind == "B":
        body = Organisation.objects.get(reference=reference)
        return settings.SERVICE_NAME, f"{body.name}: what it was asked", None, ""
    if kind == "X":
        found = expectation_by_reference(reference)
        if found is None:
            return None
        note = ", a draft put together by a program" if found.state == "draft" else ""
        return settings.SERVICE_NAME, found.text, None, note
    return None


def _entry(reference: str) -> tuple[str, str, dt.date | None, str] | None:
    entry = Entry.objects.select_related("report__publisher").get(reference=reference)
    if entry.withdrawn_at is not None:
        return None
    version = EntryVersion.objects.filter(entry=entry, superseded_at__isnull=True).first()
    name = f"{entry.get_kind_display()} {entry.number or entry.position}".strip()
    note = f", version {version.version}" if version else ""
    return entry.report.publisher.name, f"{entry.report.title}. {name}", entry.report.issued_on, note
