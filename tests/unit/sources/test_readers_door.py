"""The one door: what a file is told to be, and what a person is told about one that can't be read."""

import os
import threading
from pathlib import Path

import pytest

from answerable.sources.readers import Limits, UnreadableError, process, read
from tests import files

ROW = (
    "reference,area,concern\nH-1,Hollowmere,The alarm was not checked\nH-2,Northvale,A policy was not read\n"
)


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_form_is_told_by_the_bytes_whatever_the_name_says(tmp_path: Path) -> None:
    made: dict[str, tuple[str | bytes, str]] = {
        "report.csv": (files.pdf([files.FORM]), "application/pdf"),
        "table.pdf": (ROW, "text/csv"),
        "page.docx": ("<!DOCTYPE html><title>T</title><p>Words", "text/html"),
        "form.txt": (files.word(lambda d: d.add_paragraph("Words")), "wordprocessingml.document"),
        "sheet.json": (files.workbook({"S": [["a", "b"], [1, 2]]}), "spreadsheetml.sheet"),
        "list": ('[{"number": 1}]', "application/json"),
        "words.dat": ("Just a few words.\nAnd a few more.", "text/plain"),
    }
    for name, (content, media_type) in made.items():
        assert media_type in read(put(tmp_path, name, content)).media_type, name


def test_name_tells_kinds_of_text_apart(tmp_path: Path) -> None:
    content = '["a", "b"]\n["c", "d"]\n'
    assert read(put(tmp_path, "x.txt", content)).media_type == "text/plain"
    assert read(put(tmp_path, "x.csv", content)).media_type == "text/csv"
    assert read(put(tmp_path, "x.jsonl", content)).data == [["a", "b"], ["c", "d"]]


def test_table_is_known_without_its_name(tmp_path: Path) -> None:
    letters = "ref,area,letter\n" + 'H-1,Hollowmere,"Dear Sir,\n\nit was, again, not checked.\n"\n' * 9
    path = put(tmp_path, "0f3a", letters)
    assert len(read(path).tables[0].rows) == 9
    assert read(path, name="letters.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \r\n\t", "empty"),
        (b"\x00" * 500, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG picture"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG picture"),
        (b"II*\x00" + bytes(200), "TIFF"),
        (b"{\\rtf1 words}", "RTF"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "gzip"),
        (b"MZ" + bytes(range(256)), "program"),
        (b"%!PS-Adobe-3.0\nshowpage", "PostScript"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (b"<?xml version='1.0'?><feed><entry/></feed>", "XML"),
        (bytes(range(1, 256)) * 20, "none of PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_refusal_says_what_the_file_is(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        read(put(tmp_path, "file", content))


def test_missing_file_folder_and_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        read(tmp_path / "absent.pdf")
    with pytest.raises(UnreadableError, match="folder"):
        read(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableError, match="not a plain file"):
        read(tmp_path / "pipe")


def test_file_over_a_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", ROW * 100)
    with pytest.raises(UnreadableError, match="split it"):
        read(path, limits=Limits(text_bytes=1000))
    with pytest.raises(UnreadableError, match="split it"):
        read(path, limits=Limits(file_bytes=1000))


def test_too_much_text_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "x.csv", ROW * 20_000)
    with pytest.raises(UnreadableError, match="split it"):
        read(path, limits=Limits(output_bytes=100_000))


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = put(tmp_path, "deep.html", "<html>" + "<div>" * 100_000 + "x")
    with pytest.raises(UnreadableError, match="1 seconds of computing"):
        read(path, limits=Limits(cpu_seconds=1))
    with pytest.raises(UnreadableError, match="longer than 1 seconds"):
        read(path, limits=Limits(wall_seconds=1))


def test_reading_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    path = put(tmp_path, "large.csv", ROW * 300_000)
    with pytest.raises(UnreadableError, match="memory"):
        read(path, limits=Limits(memory_bytes=150_000_000))


def test_files_are_read_after_one_that_broke_its_process(tmp_path: Path) -> None:
    bad = put(tmp_path, "deep.html", "<html>" + "<div>" * 100_000 + "x")
    good = put(tmp_path, "good.csv", ROW)
    for _ in range(2):
        with pytest.raises(UnreadableError):
            read(bad, limits=Limits(wall_seconds=0.3))
        assert len(read(good).tables[0].rows) == 2


def test_warm_process_that_was_killed_is_replaced(tmp_path: Path) -> None:
    good = put(tmp_path, "good.csv", ROW)
    read(good)
    for kept in process._idle:
        os.kill(kept._process.pid, 9)
        kept._process.wait()
    assert len(read(good).tables[0].rows) == 2


def test_files_are_read_side_by_side(tmp_path: Path) -> None:
    paths = [put(tmp_path, f"{n}.csv", "a,b\n" + f"{n},x\n" * (n + 1)) for n in range(6)]
    counts: dict[int, int] = {}

    def count(n: int) -> None:
        counts[n] = len(read(paths[n]).tables[0].rows)

    threads = [threading.Thread(target=count, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == {n: n + 1 for n in range(6)}


def test_forked_copy_of_the_register_reads_with_a_process_of_its_own(tmp_path: Path) -> None:
    good = put(tmp_path, "good.csv", ROW)
    read(good)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = 0 if len(read(good).tables[0].rows) == 2 else 2
        finally:
            process.end_all()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert len(read(good).tables[0].rows) == 2


def test_nothing_of_the_environment_reaches_the_reading_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_SECRET", "not-to-be-read")
    process.end_all()
    read(put(tmp_path, "good.csv", ROW))
    environment = Path(f"/proc/{process._idle[-1]._process.pid}/environ")
    if not environment.exists():
        pytest.skip("this system has no /proc")
    assert b"not-to-be-read" not in environment.read_bytes()
