"""A coroner's report on the Regulation 28 form, from PDF, DOCX, HTML or text; and letters under Rule 43.

The sections of the form become the sections of the draft; the concerns become its entries. A judiciary page
with the details of a report, with or without the form's words, is read too.
"""

import datetime as dt
import re
from itertools import accumulate

from answerable.core import calendar
from answerable.core.text.cleaning import tidy
from answerable.core.text.dates import FoundDate, read_date
from answerable.core.text.response_dates import find_response_due
from answerable.sources.adapters.concerns import concern_entries
from answerable.sources.adapters.coroner_lists import read_area, read_categories
from answerable.sources.adapters.deceased import all_deceased
from answerable.sources.adapters.form_headings import find_headings, split_forms
from answerable.sources.adapters.form_sections import Form, read_form
from answerable.sources.adapters.form_text import FormText, Slice, assemble
from answerable.sources.adapters.report_details import (
    find_area,
    find_coroner,
    find_reference,
    labelled_details,
    split_addressees,
)
from answerable.sources.drafts import SECTIONS, Adapted, LeftOut, ReportDraft, Sight
from answerable.sources.readers.document import Line, ReadDocument, UnreadableError

ADAPTER = "regulation28/1"
FORM, PAGE = "judiciary-form", "judiciary-page"
_LEAST_HEADINGS = 4
_REG28 = dt.date(2013, 7, 25)
_EARLIEST = dt.date(2008, 7, 17)
_RULE_43 = re.compile(r"\brule\s+43\b", re.IGNORECASE)
_LETTER = re.compile(r"^\s*dear\b", re.IGNORECASE | re.MULTILINE)
_YOURS = re.compile(
    r"^\s*(?:yours (?:sincerely|faithfully|truly)|kind regards)\b", re.IGNORECASE | re.MULTILINE
)
_PLACEHOLDER = re.compile(
    r"\[\s*(?:NAME(?: OF AREA|,? AGE|S)?|DATE|BRIEF SUMMARY|SIGNED BY CORONER"
    r"|CONCLUSIONS?\b[^\]]*|NAMED PERSON)\s*\]"
)


def recognises(document: ReadDocument) -> bool:
    if not document.lines:
        return False
    if len(find_headings(document.lines)) >= _LEAST_HEADINGS or _details(document):
        return True
    return _is_letter(document.text)


def adapt(document: ReadDocument) -> Adapted:
    """Every report in the document. Raises UnreadableError where there is none."""
    adapted = Adapted(ADAPTER)
    adapted.warnings += [LeftOut(p.where, p.why) for p in document.problems]
    offsets = [0, *accumulate(len(line.text) + 1 for line in document.lines)]
    details = _details(document)
    for first, last in split_forms(document.lines):
        form = read_form(document.lines, first, last, offsets, document.media_type, ocr=document.ocr)
        where = (
            "whole document" if (first, last) == (0, len(document.lines)) else _where(document.lines, first)
        )
        if len(form.sections) < _LEAST_HEADINGS:
            if not details:
                continue
            form.sections = {}
        if why := _blank(form):
            adapted.left_out.append(LeftOut(where, why))
            continue
        adapted.reports.append(_draft(document, form, details, where))
        details = {}
    if not adapted.reports and not adapted.left_out:
        adapted.reports.append(_letter(document, offsets))
    adapted.left_out += [LeftOut(r.where, r.left_out) for r in adapted.reports if r.left_out]
    return adapted


def _details(document: ReadDocument) -> dict[str, str]:
    return labelled_details("\n".join(line.text for line in document.lines[:400]))


def _where(lines: list[Line], first: int) -> str:
    page = lines[first].page
    return f"page {page}" if page else f"line {first + 1}"


def _blank(form: Form) -> str:
    """Why this form is no report: the official template, empty or as a specimen."""
    words = {name: section.text for name, section in form.sections.items()}
    unfilled = set(_PLACEHOLDER.findall("\n".join([*words.values(), form.signature])))
    if re.search(r"^\s*SPECIMEN\b", form.header, re.MULTILINE) and unfilled:
        return "This is the official form's specimen, with made-up details, not a report."
    if len(unfilled) >= 2 and _PLACEHOLDER.search(words.get("coroner", "")):
        return "This is the official form, not filled in: its places for names, dates and concerns are empty."
    return ""


def _draft(document: ReadDocument, form: Form, details: dict[str, str], where: str) -> ReportDraft:
    words = {name: text.text for name, text in form.sections.items()}
    page_date = _date(details.get("date", ""))
    signed = _date(form.signed.raw) if form.signed else _date("")
    issued = signed if signed.date or not page_date.date else page_date
    area, flags = read_area(find_area(words.get("coroner", "")) or details.get("area", ""))
    categories, category_flags = read_categories(details.get("categories", ""))
    reference = find_reference(details.get("reference", ""), document.title, form.header)
    draft = ReportDraft(
        instrument="rule43" if _is_rule_43(form, words, issued) else "reg28",
        publisher=area,
        where=where,
        reference=reference,
        title=document.title,
        issued=issued,
        author=find_coroner(words.get("coroner", "")) or details.get("coroner", ""),
        area=area,
        categories=categories,
        addressees=split_addressees(words.get("addressees", "")) or _listed(details.get("addressees", "")),
        deceased=all_deceased(
            words.get("investigation", ""), "", named=details.get("deceased", "") or _in_title(document.title)
        ),
        sections={name: tidy(section) for name, section in words.items() if section.strip()},
        response_due=find_response_due(words.get("response", ""), issued.date),
        flags=[*flags, *category_flags],
        sights=_sights(document, form, details, page_date, signed),
    )
    if not reference:
        draft.flags.append("reference-blank")
    if not draft.addressees:
        draft.flags.append("addressees-missing")
    if signed.date and page_date.date and signed.date != page_date.date:
        draft.flags.append("dates-differ:signed-and-page")
    if document.ocr:
        draft.flags.append("ocr")
    _add_entries(draft, form.sections.get("concerns"), bool(form.sections))
    if form.sections:
        draft.flags += [f"section-missing:{name}" for name in SECTIONS if not draft.sections.get(name)]
    return draft


def _add_entries(draft: ReportDraft, concerns: FormText | None, has_form: bool) -> None:
    if concerns is None or not concerns.text.strip():
        draft.left_out = (
            "The form has no section of concerns that could be found."
            if has_form
            else "The page gives the report's details only; its words are in the file that the page links to."
        )
        return
    draft.entries, draft.left_out, flags = concern_entries(concerns.text, place=concerns)
    draft.flags += flags


def _sights(
    document: ReadDocument, form: Form, details: dict[str, str], page_date: FoundDate, signed: FoundDate
) -> list[Sight]:
    sights = []
    if form.sections:
        values = {"title": document.title, "signature": tidy(form.signature)}
        values["addressees"] = tidy(form.sections["addressees"].text) if "addressees" in form.sections else ""
        sights.append(Sight(FORM, {k: v for k, v in values.items() if v}, signed))
    if details:
        sights.append(Sight(PAGE, details, page_date))
    return sights


def _date(raw: str) -> FoundDate:
    return read_date(raw, not_before=_EARLIEST, not_after=calendar.today())


def _listed(cell: str) -> list[str]:
    return [part for part in (tidy(p) for p in re.split(r"\s*[|;]\s*|\n", cell)) if part]


def _in_title(title: str) -> str:
    """The name in "Jo Bloggs - Prevention of future deaths report - 2023-0101"."""
    match = re.match(
        r"(?P<name>[^\d|]{3,60}?)\s*[-–—:|]\s*(?:prevention of future|regulation 28|pfd)",
        title,
        re.IGNORECASE,
    )
    return match["name"].strip() if match else ""


def _is_rule_43(form: Form, words: dict[str, str], issued: FoundDate) -> bool:
    if issued.date and issued.date < _REG28:
        return True
    return bool(_RULE_43.search(f"{form.header}\n{words.get('legal_powers', '')}")) and not re.search(
        r"regulation\s*28", f"{form.header}\n{words.get('legal_powers', '')}", re.IGNORECASE
    )


def _is_letter(text: str) -> bool:
    """A coroner's letter of report: under Rule 43, or under the Act without the form."""
    head = text[:20_000]
    act = re.search(r"paragraph 7\W{1,3}(?:of )?schedule 5|regulation 28", head, re.IGNORECASE)
    return bool(
        _LETTER.search(head)
        and re.search(r"\bI (?:am|have|held|conducted|recently)\b", head)
        and re.search(r"\bcoroner\b", head, re.IGNORECASE)
        and (_RULE_43.search(head) or act)
        and re.search(r"\b(?:duty|power|obliged|required|report)\b", head)
        and not re.search(
            r"\b(?:in response to|thank you for) your\b|\bI (?:write|am writing) (?:in response"
            r"|to respond|in reply)",
            head,
        )
    )


def _letter(document: ReadDocument, offsets: list[int]) -> ReportDraft:
    text = document.text
    if not _is_letter(text):
        raise UnreadableError(
            "This is not a coroner's report that can be read: neither the headings of the Regulation 28 form "
            "nor a letter under Rule 43 were found. Check the file, or import it as a general document."
        )
    begin = next((i for i, line in enumerate(document.lines) if _LETTER.match(line.text)), 0)
    end = next(
        (i for i, line in enumerate(document.lines) if i > begin and _YOURS.match(line.text)),
        len(document.lines),
    )
    body = assemble(
        [Slice(document.lines[i], offsets[i]) for i in range(begin + 1, end)], document.media_type
    )
    head = "\n".join(line.text for line in document.lines[:begin])
    issued = next((d for d in (_date(line.text) for line in document.lines[:begin]) if d.date), _date(""))
    area, flags = read_area(find_area(text))
    draft = ReportDraft(
        instrument="rule43" if _RULE_43.search(text) else "reg28",
        publisher=area,
        where="whole document",
        reference=find_reference(document.title, head),
        title=document.title,
        issued=issued,
        author=find_coroner(text),
        area=area,
        deceased=all_deceased(body.text, "", named=_in_title(document.title)),
        response_due=find_response_due(body.text, issued.date),
        flags=[*flags, "letter", "addressees-missing"],
        sights=[Sight(FORM, {"title": document.title} if document.title else {}, issued)],
    )
    _add_entries(draft, body, True)
    return draft
