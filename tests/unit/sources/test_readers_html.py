"""Web pages: what a person sees, and how it is set out."""

from hypothesis import given
from hypothesis import strategies as st

from answerable.sources.readers import ReadDocument, read_html
from answerable.sources.readers.limits import DEFAULT
from answerable.sources.readers.registry import Task


def page(content: str | bytes) -> ReadDocument:
    return read_html.read(content.encode() if isinstance(content, str) else content, Task("html"), DEFAULT)


def texts(document: ReadDocument) -> list[str]:
    return [line.text for line in document.lines]


def test_headings_paragraphs_and_breaks_are_lines() -> None:
    document = page(
        "<h2>Concerns</h2><p>The <b>alarm</b> was\n not checked.<br>Nobody knew.<p>It was <i>late</i>."
    )
    assert [(line.text, line.heading) for line in document.lines] == [
        ("Concerns", 2),
        ("The alarm was not checked.", None),
        ("Nobody knew.", None),
        ("It was late.", None),
    ]


def test_line_that_is_mostly_bold_is_bold() -> None:
    document = page("<p><strong>Recommendation 1</strong>:</p><p>It <b>was</b> not checked by anyone.</p>")
    assert [line.bold for line in document.lines] == [True, False]


def test_numbers_of_a_list_are_read_as_seen_and_bullets_are_not() -> None:
    document = page(
        "<ol start=3><li>Alarm<li value=7><p>Policy</p><p>and more</p><ol type=a><li>Leave</ol></ol>"
        "<ul><li>Rota</ul>"
    )
    assert texts(document) == ["3. Alarm", "7. Policy", "and more", "a. Leave", "Rota"]
    assert [line.list_item for line in document.lines] == [True, True, False, True, True]


def test_cells_know_their_place_past_merged_ones() -> None:
    document = page(
        "<table><tr><th rowspan=2>Who<th colspan=2>What<tr><td>Ask<td>By when"
        "<tr><td>Trust<td>Check<td>May</table>"
    )
    assert [(line.text, line.cell) for line in document.lines] == [
        ("Who", (0, 0, 0)),
        ("What", (0, 0, 1)),
        ("Ask", (0, 1, 1)),
        ("By when", (0, 1, 2)),
        ("Trust", (0, 2, 0)),
        ("Check", (0, 2, 1)),
        ("May", (0, 2, 2)),
    ]


def test_table_in_a_table_has_cells_of_its_own() -> None:
    document = page(
        "<table><tr><td>Outer<table><tr><td>Inner</table>Outer again</table><table><tr><td>Next</table>"
    )
    assert [(line.text, line.cell) for line in document.lines] == [
        ("Outer", (0, 0, 0)),
        ("Inner", (1, 0, 0)),
        ("Outer again", (0, 0, 0)),
        ("Next", (2, 0, 0)),
    ]


def test_what_is_not_seen_is_not_read() -> None:
    document = page(
        "<title>Report</title><style>p{}</style><script>alert(1)</script><nav>Home</nav>"
        "<p hidden>One</p><p style='color:red; display: none'>Two</p>"
        "<template><p>Three</template><noscript>Four</noscript><p>Five"
    )
    assert texts(document) == ["Five"]
    assert document.title == "Report"


def test_title_and_language_are_read() -> None:
    document = page(
        "<!doctype html><html lang='cy'><head><title> Adroddiad\n &amp; mwy </title></head><p>Geiriau"
    )
    assert document.title == "Adroddiad & mwy"
    assert document.language == "cy"


def test_encoding_is_told_from_the_page_or_its_bytes() -> None:
    words = "Ward’s café – gŵyl"
    assert texts(page(f"<p>{words}".encode())) == [words]
    assert texts(page(f"<p>{words}".encode("utf-16"))) == [words]
    latin = "Ward’s café – done"
    assert texts(page(f"<meta charset=iso-8859-1><p>{latin}".encode("cp1252"))) == [latin]
    assert texts(page(f"<p>{latin}".encode("cp1252"))) == [latin]
    assert texts(page("<meta charset='koi8-r'><p>Отчёт".encode("koi8-r"))) == ["Отчёт"]
    assert texts(page(f"<meta charset='iso-8859-1'><p>{words}".encode())) == [words], (
        "a wrong label is seen through"
    )


def test_preformatted_lines_stay_lines() -> None:
    assert texts(page("<pre>One\n  Two\n</pre>")) == ["One", "Two"]


def test_page_without_text_says_so() -> None:
    document = page("<html><body><div id=app></div><script src=app.js></script></body></html>")
    assert document.lines == []
    assert "script" in document.problems[0].why


TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "<td",
    "colspan=2>",
    "<td",
    "rowspan=3>",
    "</td>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<h2>",
    "</h2>",
    "<b>",
    "</b>",
    "<pre>",
    "</pre>",
    "<br>",
    "<nav>",
    "</nav>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<!--",
    "-->",
    "word",
    "&amp;",
    "&#0;",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "<p\xa0hidden>",
    "<",
]


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_tags_in_any_order_are_survived(tags: list[str]) -> None:
    document = page("".join(tags).replace("\xa0", " "))
    assert all(line.text == " ".join(line.text.split()) != "" for line in document.lines)
