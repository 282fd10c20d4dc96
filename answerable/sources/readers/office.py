"""Office files: what kind of zip archive it is, and whether it is safe to unpack."""

import io
import re
import zipfile
import zlib

from answerable.sources.readers import read_docx, read_xlsx
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits, in_megabytes
from answerable.sources.readers.registry import Task

_RATIO_MATTERS_FROM = 8 * 1024 * 1024  # bytes unpacked; small parts may be packed to next to nothing
_CHUNK = 1 << 20
_ENCRYPTED = 1  # bit of a zip entry's flags
_DTD = re.compile(
    b"|".join(
        re.escape(mark.encode(encoding))
        for mark in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("utf-8", "utf-16-le")
    )
    + rb"|\x00<\x00!\x00D\x00O\x00C\x00T\x00Y\x00P\x00E"
)
# Of the main part's content type, in the order of asking.
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"macroEnabled", "It holds macros, which are programs: save it without them, as DOCX or XLSX."),
    (b"sheet.binary", "It is a binary Excel file (.xlsb): save it as XLSX or CSV and take that in."),
    (b"presentationml", "It is a PowerPoint file: save it as PDF and take that in."),
    (b"ms-visio", "It is a Visio drawing: save it as PDF and take that in."),
)


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """A Word or Excel file. Raises UnreadableError for other archives, macros, passwords and zip bombs."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kind = _kind(archive, limits)
            _check_parts(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        # NotImplementedError: how zipfile says that a part is packed in a way it does not know.
        raise UnreadableError(
            "The file is a damaged or cut-off archive or office file. Fetch it again."
        ) from error
    return read_docx.read(content, task, limits) if kind == "word" else read_xlsx.read(content, task, limits)


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    parts = archive.infolist()
    if len(parts) > limits.unpack_entries:
        raise UnreadableError(
            f"The archive has {len(parts):,} parts; an office file has at most {limits.unpack_entries:,}."
        )
    names = {part.filename for part in parts}
    if len(names) < len(parts):
        raise UnreadableError("The archive has two parts of one name: it is damaged, or made to do harm.")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableError("The archive is protected by a password: unpack it and take in what is inside.")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        mime = archive.read("mimetype").decode("ascii", "replace")
        if "opendocument" in mime:
            raise UnreadableError(
                "It is an OpenDocument file: save it as DOCX, XLSX or PDF and take that in."
            )
        if "epub" in mime:
            raise UnreadableError("It is an e-book (EPUB): save it as PDF and take that in.")
    if "[Content_Types].xml" not in names:
        raise UnreadableError("It is a zip archive: unpack it and take in the files inside.")
    if archive.getinfo("[Content_Types].xml").file_size > _CHUNK:
        raise UnreadableError("Its list of contents is far too long: it is damaged, or made to do harm.")
    types = archive.read("[Content_Types].xml")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableError(_KINDS[0][1])
    for mark, why in _KINDS:
        if mark in types:
            raise UnreadableError(why)
    if b"wordprocessingml.document.main" in types or b"wordprocessingml.template.main" in types:
        return "word"
    if b"spreadsheetml.sheet.main" in types or b"spreadsheetml.template.main" in types:
        return "sheet"
    raise UnreadableError("It is an archive of a kind not known here: save it as DOCX, XLSX or PDF.")


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpacks every part once, counting, before any parser sees it.

    zipfile stops at the size an entry states, so that a stated total within the limit is one that holds.
    """
    total = sum(part.file_size for part in archive.infolist())
    if total > limits.unpacked_bytes:
        raise UnreadableError(
            f"Unpacked, it has {in_megabytes(total)}; the limit is {in_megabytes(limits.unpacked_bytes)}. "
            "It is made to do harm, or very large: save it as CSV or split it."
        )
    for part in archive.infolist():
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > _RATIO_MATTERS_FROM and ratio > limits.unpack_ratio:
            raise UnreadableError(
                f"A part of it is packed {ratio:,.0f} to 1, as no real document is: it is made to do harm."
            )
        _check_markup(archive, part)


def _check_markup(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No office program writes a document type; what one is for is to make entities that grow."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as markup:
        before = b""
        while chunk := markup.read(_CHUNK):
            if _DTD.search(before + chunk):
                raise UnreadableError(
                    "It declares XML entities, as no office program does: it is made to do harm."
                )
            before = chunk[-32:]
