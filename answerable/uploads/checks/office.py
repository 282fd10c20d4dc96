"""DOCX and XLSX: a sound archive, readable, with nothing in it that acts or reaches outside. Child only."""

import io
import posixpath
import re
import zipfile
import zlib

from answerable.sources.readers import office
from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task
from answerable.uploads.kinds import ends_as_archive

_SAVE = "Save it without that, or print it to a PDF, and send that."
_NESTED = (
    b"PK\x03\x04",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"%PDF-",
    b"\x7fELF",
)
# Parts by their place: what it is.
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (r"vbaProject|vbaData", "macros, which are programs"),
        (r"(?:^|/)macrosheets/", "macros, which are programs"),
        (r"(?:^|/)dialogsheets/", "macros, which are programs"),
        (r"(?:^|/)activeX/", "ActiveX controls, which are programs"),
        (r"(?:^|/)embeddings/", "files inside it"),
        (r"(?:^|/)externalLinks/", "links to other workbooks"),
        (r"(?:^|/)(?:connections|queryTables|webExtensions)(?:/|\.xml$)", "connections to data elsewhere"),
        (r"(?:^|/)customUI/", "buttons of its own"),
        (r"(?:^|/)afchunk|\.(?:html?|mht|rtf|exe|dll|js|vbs|lnk|url|scr|bat|ps1)$", "files inside it"),
    )
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(Type|Target|TargetMode)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LINK = re.compile(r"^(?:https?|mailto):[^\\]*$|^#", re.IGNORECASE)
# Fields and formulas that fetch, run or call.
_FIELD = re.compile(
    rb"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON|EMBED|LINK)\b\s+[\"\\\w]"
)
_INSTRUCTION = re.compile(
    rb"<w:instrText\b[^>]*>(.*?)</w:instrText>|<w:fldSimple\b[^>]*w:instr=\"([^\"]*)\"", re.S
)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>(.*?)</(?:\w+:)?f>|<(?:\w+:)?definedName\b[^>]*>(.*?)</", re.S)
_CALLS = re.compile(
    rb"\b(?:WEBSERVICE|FILTERXML|RTD|CALL|REGISTER(?:\.ID)?|EXEC|EVALUATE|SQL\.REQUEST|FORMULA\.FILL|RUN)\s*\("
    rb"|\|\s*(?:'|&apos;|&#39;)?[^|<]*!|\[\d+\][^\]]*!|\\\\\\\\|file:",
    re.IGNORECASE,
)
_AUTO = re.compile(rb"name=\"(?:_xlnm\.)?Auto_?(?:Open|Close|Activate)", re.IGNORECASE)
_HYPERLINK = re.compile(rb"\bHYPERLINK\s*\(\s*(?:\"|&quot;)(?!https?:|mailto:|#)", re.IGNORECASE)
_SCRIPTS = re.compile(rb"<w:(?:altChunk|attachedTemplate|subDoc)\b|<(?:\w+:)?ddeLink\b", re.IGNORECASE)


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """Raises UnreadableError: no sound archive, packed to do harm, unreadable, or holds what acts."""
    if not ends_as_archive(content[-70_000:]):
        raise UnreadableError(
            "The file was cut off, or is no Word or Excel file. Save it again, and send that."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_places(archive, content)
            found = office.read(content, task, limits)  # unpacked and counted there, before anything here
            for part in archive.infolist():
                _check_part(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        # NotImplementedError: how zipfile says that a part is packed in a way it does not know.
        raise UnreadableError("The file is damaged or cut off. Save it again, and send that.") from error
    if not found.tables and not found.lines:
        raise UnreadableError("There is nothing in it that can be read. Check it, and send it again.")
    return ReadDocument(found.media_type)


def _check_places(archive: zipfile.ZipFile, content: bytes) -> None:
    """No part lies outside the archive's own folders, and nothing before the first or behind the last."""
    parts = archive.infolist()
    if not parts or min(part.header_offset for part in parts) != 0:
        raise UnreadableError("There is more in the file than the document. Save it anew, and send that.")
    end = content.rfind(b"PK\x05\x06")
    if len(content) - end - 22 > 0:
        raise UnreadableError("There is more in the file than the document. Save it anew, and send that.")
    for part in parts:
        name = part.orig_filename
        plain = name.replace("\\", "/")
        if (
            "\0" in name
            or "\\" in name
            or plain.startswith("/")
            or re.match(r"^[A-Za-z]:", plain)
            or ".." in plain.split("/")
            or posixpath.normpath(plain) != plain.rstrip("/")
        ):
            raise UnreadableError("A part of it would be unpacked to another place: it is made to do harm.")
        if (part.external_attr >> 16) & 0o170000 == 0o120000:
            raise UnreadableError("A part of it points to another place: it is made to do harm.")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    for pattern, what in _PARTS:
        if pattern.search(part.filename):
            raise UnreadableError(f"It holds {what}. {_SAVE}")
    content = archive.read(part)
    if content.startswith(_NESTED):
        raise UnreadableError(f"It holds another file inside it. {_SAVE}")
    if part.filename.lower().endswith(".rels"):
        _check_relations(content)
    elif part.filename.lower().endswith((".xml", ".vml")):
        _check_markup(_as_utf8(content))


def _check_relations(content: bytes) -> None:
    for relation in _RELATION.findall(_as_utf8(content)):
        named = {
            name: (double or single).decode("utf-8", "replace")
            for name, double, single in _ATTRIBUTE.findall(relation)
        }
        kind, target = named.get(b"Type", "").rsplit("/", 1)[-1].lower(), named.get(b"Target", "")
        if named.get(b"TargetMode", "").lower() != "external":
            if kind in ("attachedtemplate", "vbaproject", "oleobject", "control", "afchunk", "package"):
                raise UnreadableError(f"It holds files or programs inside it. {_SAVE}")
        elif kind != "hyperlink":
            raise UnreadableError(f"It fetches something from elsewhere when it is opened ({kind}). {_SAVE}")
        elif not _LINK.match(target):
            raise UnreadableError(f"A link in it does not lead to a web page or a mail address. {_SAVE}")


def _check_markup(content: bytes) -> None:
    if _SCRIPTS.search(content) or _AUTO.search(content):
        raise UnreadableError(f"It holds something that acts when it is opened. {_SAVE}")
    said = b"".join(one or two for one, two in _INSTRUCTION.findall(content))
    if _FIELD.search(said.replace(b"&quot;", b'"')):
        raise UnreadableError(f"A field in it fetches or runs something (DDE or the like). {_SAVE}")
    for one, two in _FORMULA.findall(content):
        formula = one or two
        if _CALLS.search(formula) or _HYPERLINK.search(formula):
            raise UnreadableError(f"A formula in it reaches outside the workbook. {_SAVE}")


def _as_utf8(content: bytes) -> bytes:
    """Parts may be in UTF-16, in which the patterns here would not see them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace").encode()
    return content
