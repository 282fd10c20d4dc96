"""What programs are told of an issuer's reports and judgements, and how what they send is kept."""

from typing import Any

from answerable.api.writing.shapes_publishing import ManuscriptIn
from answerable.assurance.models import Adequacy
from answerable.pipeline.publishing import typed
from answerable.register.models import Manuscript, Report

_PLAIN = ("instrument", "issued_on", "reference", "url")


def typed_content(sent: ManuscriptIn) -> dict[str, Any]:
    """As the form of the workspace keeps it: lists are lines of a text."""
    return {
        "instrument": sent.instrument,
        "issued_on": sent.issued_on.isoformat() if sent.issued_on else "",
        "reference": sent.reference,
        "url": sent.url,
        "addressees": "\n".join(sent.addressees),
        "people": "\n".join(sent.people),
        "entries": [
            {"text": one.text.replace("\r\n", "\n"), "to": "\n".join(one.to), "entry": one.entry.strip()}
            for one in sent.entries
            if one.text.strip() or one.entry.strip()
        ],
    }


def manuscript(held: Manuscript) -> dict[str, Any]:
    content = held.content
    return {
        "manuscript": held.pk,
        "publisher": held.publisher.code,
        "corrects": held.corrects.reference if held.corrects else "",
        "revision": held.revision,
        **{name: str(content.get(name, "")) for name in _PLAIN},
        "addressees": _lines(content.get("addressees")),
        "people": _lines(content.get("people")),
        "entries": [
            {
                "text": str(row.get("text", "")),
                "to": _lines(row.get("to")),
                "entry": str(row.get("entry", "")),
            }
            for row in content.get("entries", [])
        ],
        "problems": list(typed(held).problems),
        "saved_by": held.saved_by,
        "saved_at": held.saved_at,
    }


def kept(held: Manuscript) -> dict[str, Any]:
    return {
        "manuscript": held.pk,
        "publisher": held.publisher.code,
        "corrects": held.corrects.reference if held.corrects else "",
        "revision": held.revision,
        "problems": list(typed(held).problems),
        "saved_at": held.saved_at,
    }


def published(report: Report) -> dict[str, Any]:
    rows = report.entries.filter(withdrawn_at__isnull=True).order_by("order")
    return {
        "report": report.reference,
        "publisher": report.publisher.code,
        "entries": list(rows.values_list("reference", flat=True)),
        "recorded_at": report.recorded_at,
    }


def adequacy(held: Adequacy) -> dict[str, Any]:
    return {
        "adequacy": held.pk,
        "duty": held.duty.reference,
        "answer": held.answer.reference,
        "verdict": held.verdict,
        "reason": held.reason,
        "recorded_at": held.recorded_at,
    }


def _lines(written: object) -> list[str]:
    return [line for line in str(written or "").split("\n") if line.strip()]
