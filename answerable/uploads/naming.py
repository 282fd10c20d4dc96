"""A safe name for a file, whatever the sender called it: it goes into pages and a header, never to disk."""

import re
import unicodedata

from answerable.uploads.limits import NAME_CHARACTERS

SUFFIXES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_OF_WINDOWS = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_NOT_KEPT = re.compile(r"[^\w .,()&+\-]+")
# A last part that looks like a kind of file, and one of our own with another spelling.
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_name(written: str, media_type: str = "") -> str:
    """The name as it can be shown: no path, no control or direction characters, and the ending that the bytes
    have, not the one that the sender chose. `media_type` is blank for a file that is refused.

    Two names may come out as one: files are told apart by their bytes.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", written))[-1]
    # Controls, and marks that turn the direction of writing (Cf): "fdp.exe" may be shown as "exe.pdf".
    plain = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in last)
    plain = " ".join(_NOT_KEPT.sub(" ", plain).split()).strip(" .")
    suffix = SUFFIXES.get(media_type, "")
    stem = plain
    while stem and (found := _ENDING.search(stem)):  # "report.pdf.exe" had two
        stem = stem[: found.start()].rstrip(" .")
    stem = stem[: NAME_CHARACTERS - len(suffix)].rstrip(" .")
    if not stem or _OF_WINDOWS.match(stem):
        stem = "file"
    return stem + suffix
