"""What a publisher is called in public. An inquiry named after a person who died is called by its matter."""

import csv
import functools
import hashlib
import re
from pathlib import Path

from django.conf import settings

from answerable.core.text.names.lexicon import lexicon
from answerable.sources.drafts import ReportDraft

_FURNITURE = re.compile(
    r"\b(?:the|public|statutory|independent|inquiry|review|investigation|uk)\b", re.IGNORECASE
)
_UNKNOWN = "Inquiry named after a person"


def name_key(name: str) -> str:
    """Letters and digits only, in small letters: how names of one publisher are compared."""
    return re.sub(r"[^a-z0-9]+", "", _FURNITURE.sub(" ", name).lower())


def digest(name: str) -> str:
    return hashlib.sha256(name_key(name).encode()).hexdigest()


@functools.cache
def _reviewed() -> dict[str, str]:
    path = Path(settings.DEFINITIONS) / "sources" / "inquiries_named_after_people.csv"
    with path.open(newline="", encoding="utf-8") as file:
        return {row["name_sha256"]: row["public_name"] for row in csv.DictReader(file)}


def person_in(name: str) -> str:
    """The person that an inquiry is named after, or "": of "The Jo Fell Public Inquiry", Jo Fell."""
    core = " ".join(_FURNITURE.sub(" ", name).split())
    if digest(name) in _reviewed():
        return core
    words = core.split()
    named = len(words) in (2, 3) and all(word[:1].isupper() for word in words)
    return core if named and words[0].lower() in lexicon().given else ""


def public_name(draft: ReportDraft) -> str:
    """The publisher's name without that of anyone who died."""
    if draft.instrument in ("reg28", "rule43"):
        area = draft.area or draft.publisher
        return f"Coroner for {area}" if area else "Coroner, area not stated"
    if not draft.publisher:
        return "Publisher not stated"
    if reviewed := _reviewed().get(digest(draft.publisher)):
        return reviewed
    if draft.instrument == "inquiry" and person_in(draft.publisher):
        when = f", reported {draft.issued.date:%-d %B %Y}" if draft.issued.date else ""
        return _UNKNOWN + when
    return draft.publisher
