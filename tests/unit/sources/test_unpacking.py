"""Archives of tables: what is in them comes out under plain names, and what is made to do harm does not."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from answerable.sources import unpacking
from answerable.sources.unpacking import PackedError, is_archive, safe_name, unpack_tables

ROWS = b"month,value\n2031-05-01,4\n"


def archive(folder: Path, parts: dict[str, bytes], name: str = "made.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part, body in parts.items():
            made.writestr(part, body)
    return path


def out(folder: Path) -> Path:
    (folder / "out").mkdir()
    return folder / "out"


def test_tables_come_out_under_plain_names_and_nothing_leaves_the_folder(tmp_path: Path) -> None:
    made = archive(
        tmp_path,
        {"../../escape.csv": ROWS, "a/may 2031.csv": ROWS, "/etc/x.csv": ROWS, "b\\june.CSV": ROWS,
         "notes.pdf": b"x"},
    )  # fmt: skip
    done = unpack_tables(made, folder := out(tmp_path))
    assert [file.name for file in done.files] == [
        "000-escape.csv", "001-may-2031.csv", "002-x.csv", "003-june.CSV",
    ]  # fmt: skip
    assert all(file.parent == folder and file.read_bytes() == ROWS for file in done.files)
    assert [name for name, _ in done.left] == ["notes.pdf"]


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"a.csv": b"0," * (9 << 20)}, "packed"),
        ({"notes.txt.pdf": b"x"}, "holds no table"),
        ({f"{n}.csv": b"" for n in range(unpacking.MOST_FILES + 1)}, "500 are the most"),
    ],
)
def test_an_archive_made_to_do_harm_or_without_a_table_is_refused(
    tmp_path: Path, parts: dict[str, bytes], why: str
) -> None:
    with pytest.raises(PackedError, match=why):
        unpack_tables(archive(tmp_path, parts), folder := out(tmp_path))
    assert not list(folder.iterdir())


def test_sizes_are_added_up_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archive(tmp_path, {"a.csv": ROWS * 4, "b.csv": ROWS * 4})
    monkeypatch.setattr(unpacking, "MOST", len(ROWS) * 7)
    with pytest.raises(PackedError, match="Unpacked, it has 200 bytes; 175 are the most"):
        unpack_tables(made, out(tmp_path))
    monkeypatch.setattr(unpacking, "MOST", len(ROWS) * 8)
    monkeypatch.setattr(unpacking, "LARGEST", len(ROWS) * 3)
    with pytest.raises(PackedError, match="A file of it has 100 bytes"):
        unpack_tables(made, tmp_path / "out")


def test_a_size_that_lies_a_password_and_half_an_archive_are_refused(tmp_path: Path) -> None:
    made = archive(tmp_path, {"a.csv": ROWS * 4000})
    whole = made.read_bytes()
    lies = whole.replace(struct.pack("<L", len(ROWS) * 4000), struct.pack("<L", 50))
    (tmp_path / "lies.zip").write_bytes(lies)
    locked = bytearray(whole)
    central = whole.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(locked))
    (tmp_path / "half.zip").write_bytes(whole[: len(whole) // 2])
    folder = out(tmp_path)
    for name, why in (("lies", "damaged"), ("locked", "password"), ("half", "damaged")):
        with pytest.raises(PackedError, match=why):
            unpack_tables(tmp_path / f"{name}.zip", folder)


def test_an_office_file_and_a_table_are_no_archives(tmp_path: Path) -> None:
    assert is_archive(archive(tmp_path, {"a.csv": ROWS}))
    assert not is_archive(archive(tmp_path, {"[Content_Types].xml": b"<x/>"}, "book.xlsx"))
    (tmp_path / "plain.csv").write_bytes(ROWS)
    assert not is_archive(tmp_path / "plain.csv")
    (tmp_path / "cut.zip").write_bytes(io.BytesIO(b"PK\x03\x04half").getvalue())
    assert not is_archive(tmp_path / "cut.zip")


def test_names_keep_their_month_and_nothing_else_that_could_do_harm() -> None:
    assert safe_name("x/../oaps-open-data-oct-2016.csv") == "oaps-open-data-oct-2016.csv"
    assert (
        safe_name("..\\..\\a b\u202e.csv") == "a-b-.csv"
        and safe_name("a/") == "a"
        and safe_name("") == "file"
    )


@pytest.mark.parametrize("at", range(60, 1500, 90))
def test_archive_with_a_wrong_byte_is_said_to_be_damaged(at: int, tmp_path: Path) -> None:
    archive = tmp_path / "figures.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", "".join(f"{number * number % 9973},{number}\n" for number in range(1000)))
    content = bytearray(archive.read_bytes())
    content[at] ^= 0xFF
    archive.write_bytes(content)
    with pytest.raises(PackedError, match="damaged"):
        unpack_tables(archive, tmp_path)
