"""PDFs made to do harm, or cut off: each is refused in plain words, or read with what is missing said."""

import zlib
from pathlib import Path

import pytest

from answerable.sources.readers import DEFAULT, Limits, ReadDocument, UnreadableError, read
from tests import files

FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
WORDS = b"BT /F 12 Tf 72 700 Td (The alarm was not checked.) Tj ET "
GIGABYTE = 1_000_000_000


def attempt(folder: Path, content: bytes, limits: Limits = DEFAULT) -> ReadDocument | str:
    path = folder / "hostile.pdf"
    path.write_bytes(content)
    try:
        return read(path, limits=limits)
    except UnreadableError as refusal:
        assert "Traceback" not in str(refusal)
        return str(refusal)


def one_page(contents: bytes, page: bytes = b"") -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + FONT + page + b">>",
        contents,
    ]


def grown(size: int) -> bytes:
    """`size` blanks as a zlib stream, made of one packed block over and over."""
    block = b" " * 10_000_000
    packer = zlib.compressobj(9)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + packed * (size // len(block)) + packer.flush()  # its checksum is wrong, which nobody minds


@pytest.fixture(scope="module")
def bomb() -> bytes:
    return files.raw_pdf(one_page(files.stream(zlib.compress(grown(4 * GIGABYTE), 9), packed=2)))


def test_stream_that_grows_to_gigabytes_is_stopped(tmp_path: Path, bomb: bytes) -> None:
    assert len(bomb) < 100_000
    outcome = attempt(tmp_path, bomb)
    if isinstance(outcome, str):
        assert "memory" in outcome or "computing" in outcome
    else:
        assert outcome.lines == [], "PDFium may refuse the stream by itself"


def test_picture_that_grows_to_gigabytes_costs_its_page_at_most(tmp_path: Path) -> None:
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Length %d/Filter/FlateDecode>>stream\n%s\nendstream"
    )
    packed = grown(900_000_000)
    drawn = b"q 595 0 0 842 0 0 cm /I Do Q"
    objects = one_page(files.stream(drawn))
    objects[2] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    )
    outcome = attempt(
        tmp_path, files.raw_pdf([*objects, picture % (len(packed), packed)]), Limits(memory_bytes=600_000_000)
    )
    assert isinstance(outcome, str) or outcome.lines == []


def test_page_tree_that_goes_in_circles_is_survived(tmp_path: Path) -> None:
    objects = one_page(files.stream(WORDS))
    objects[1] = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"
    outcome = attempt(tmp_path, files.raw_pdf(objects))
    assert isinstance(outcome, str) or outcome.problems or "alarm" in outcome.text


def test_count_of_pages_that_is_a_lie_is_survived(tmp_path: Path) -> None:
    for count in (b"-5", b"0", b"7", b"99999999999", b"2147483647"):
        objects = one_page(files.stream(WORDS))
        objects[1] = b"<</Type/Pages/Kids[3 0 R]/Count " + count + b">>"
        outcome = attempt(tmp_path, files.raw_pdf(objects))
        if isinstance(outcome, str):
            assert "pages" in outcome or "damaged" in outcome
        elif outcome.pages != 1:
            assert outcome.problems, count


def test_hundred_thousand_pages_are_refused_by_number(tmp_path: Path) -> None:
    objects = one_page(files.stream(WORDS))
    objects[1] = b"<</Type/Pages/Kids[" + b"3 0 R " * 100_000 + b"]/Count 100000>>"
    outcome = attempt(tmp_path, files.raw_pdf(objects))
    assert isinstance(outcome, str)
    assert "100,000 pages" in outcome


def test_deep_page_tree_is_survived(tmp_path: Path) -> None:
    depth = 5_000
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for number in range(2, depth + 2):
        objects.append(b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1))
    objects.append(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (depth + 1))
    outcome = attempt(tmp_path, files.raw_pdf(objects))
    assert isinstance(outcome, str) or outcome.problems


def test_form_that_draws_itself_is_survived(tmp_path: Path) -> None:
    form = files.stream(
        b"/X Do " + WORDS,
        extra=b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>"
        b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    objects = one_page(files.stream(b"/X Do"))
    objects[2] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    attempt(tmp_path, files.raw_pdf([*objects, form]))


def test_forms_that_multiply_are_stopped(tmp_path: Path) -> None:
    """Twelve forms, each drawing the next ten times: a million million words."""
    objects = one_page(files.stream(b"/X Do"))
    objects[2] = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    for number in range(5, 17):
        inner = b"/X Do " * 10 if number < 16 else WORDS
        resources = (
            b"<</XObject<</X %d 0 R>>>>" % (number + 1)
            if number < 16
            else b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
        )
        objects.append(
            files.stream(inner, extra=b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources" + resources)
        )
    outcome = attempt(tmp_path, files.raw_pdf(objects), Limits(cpu_seconds=2))
    assert isinstance(outcome, str)
    assert "computing" in outcome or "memory" in outcome


def test_deeply_nested_arrays_are_survived(tmp_path: Path) -> None:
    objects = one_page(files.stream(WORDS))
    objects.append(b"[" * 200_000 + b"]" * 200_000)
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/Names 5 0 R>>"
    attempt(tmp_path, files.raw_pdf(objects))


def test_script_in_a_pdf_is_not_run(tmp_path: Path) -> None:
    objects = one_page(files.stream(WORDS))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>>>"
    outcome = attempt(tmp_path, files.raw_pdf(objects))
    assert isinstance(outcome, ReadDocument)
    assert outcome.text == "The alarm was not checked."


@pytest.mark.parametrize("share", [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99, 0.999])
def test_cut_off_pdf_is_refused_or_its_end_said_to_be_missing(tmp_path: Path, share: float) -> None:
    whole = files.pdf([[f"**Page {n}", "The alarm was not checked."] for n in range(30)])
    outcome = attempt(tmp_path, whole[: int(len(whole) * share)])
    if isinstance(outcome, str):
        assert "cut off" in outcome
    else:
        assert any("end of the file is missing" in problem.why for problem in outcome.problems)


def test_pdf_with_bytes_changed_is_survived(tmp_path: Path) -> None:
    whole = files.pdf([[f"**Page {n}", "The alarm was not checked."] for n in range(5)])
    for step in range(7, 60, 2):
        changed = bytearray(whole)
        for at in range(step * 13, len(changed), len(changed) // step):
            changed[at] ^= 0x5A
        attempt(tmp_path, bytes(changed))


def test_pdf_header_and_nothing_else_is_refused(tmp_path: Path) -> None:
    assert "damaged" in str(attempt(tmp_path, b"%PDF-1.7\n"))
    assert "damaged" in str(attempt(tmp_path, b"%PDF-1.7\n" + bytes(range(256)) * 40))
