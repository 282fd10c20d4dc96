"""PDF, with a text layer or as pictures of pages; undated and uncompressed, so always the same bytes."""

import datetime as dt
from io import BytesIO

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from making import form
from making.layout import HEIGHT, INDENT, MARGIN, WIDTH, Block, Piece, set_pages
from making.texts import NOTICE, Inquiry, Investigation, Report, day

DOTS = 200 / 72  # pixels a point
_MADE = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
_HEADINGS = {
    "recommendation": "Safety recommendation",
    "observation": "Safety observation",
    "safety_action": "Safety action",
}


def report_pdf(report: Report) -> bytes:
    pages_as_pictures = {
        "pdf": set(),
        "scan": None,
        "photographed": {report.photographed_page},
    }
    form_name = next(name for name in report.forms if name in pages_as_pictures)
    return _pdf(
        f"Regulation 28 report {report.reference} (fictional)",
        _form_blocks(report),
        pictures=pages_as_pictures[form_name],
    )


def _form_blocks(report: Report) -> list[Block]:
    blocks = [Block(form.TITLE, bold=True, size=13, after=12)]
    for box in form.boxes(report):
        if box.heading:
            new_page = box.number != "" and box.number == report.new_page_at
            blocks.append(Block(box.heading, True, indent=INDENT, number=box.number, new_page=new_page))
        for position, paragraph in enumerate(box.paragraphs):
            number = box.number if not box.heading and position == 0 else ""
            blocks.append(Block(paragraph, indent=INDENT, number=number))
        blocks.append(Block("", after=0, size=4))
    return blocks


def inquiry_pdf(inquiry: Inquiry) -> bytes:
    blocks = [
        Block(inquiry.name, bold=True, size=22, after=16),
        Block("Report", bold=True, size=12, after=16),
        Block(f"Chair: {inquiry.chair}"),
        Block(day(inquiry.date)),
    ]
    for number, chapter in enumerate(inquiry.chapters, 1):
        blocks.append(Block(f"{number} {chapter['heading']}", bold=True, size=15, after=10, new_page=True))
        for place, paragraph in enumerate(chapter["paragraphs"], 1):
            blocks.append(Block(f"{number}.{place} {paragraph}", after=8))
    for number, recommendation in enumerate(inquiry.recommendations, 1):
        blocks.append(Block(f"Recommendation {number}", bold=True, size=11.5))
        blocks.append(Block(recommendation["text"], after=10))
    return _pdf(f"{inquiry.name} (fictional)", blocks)


def response_pdf(inquiry: Inquiry) -> bytes:
    response = inquiry.response
    blocks = [
        Block(response["title"], bold=True, size=22, after=14),
        Block(inquiry.department.removesuffix(" (fictional)")),
        Block(day(response["date"]), after=14),
        Block("Introduction", bold=True, size=14, after=8, new_page=True),
        Block(response["opening"], after=14),
    ]
    for number, (asked, reply) in enumerate(
        zip(inquiry.recommendations, response["replies"], strict=True), 1
    ):
        blocks += [
            Block(f"Recommendation {number}", bold=True, size=11.5),
            Block(f"“{asked['text']}”", indent=INDENT),
            Block(f"Government response: {reply['stance']}", bold=True),
            Block(reply["text"], after=12),
        ]
    return _pdf(f"{response['title']} (fictional)", blocks)


def investigation_pdf(body: str, report: Investigation) -> bytes:
    blocks = [
        Block(body, bold=True, size=12),
        Block(report.title, bold=True, size=22, after=14),
        Block(f"Investigation report {report.reference}"),
        Block(day(report.date), after=14),
        Block("Summary", bold=True, size=14, after=8, new_page=True),
        *(Block(paragraph, after=8) for paragraph in report.summary),
        Block("Safety recommendations, observations and actions", bold=True, size=14, after=8, new_page=True),
    ]
    for finding in report.findings:
        blocks.append(Block(f"{_HEADINGS[finding.kind]} {finding.number}", bold=True, size=11.5))
        if finding.parts:
            blocks += [Block(finding.text), *(Block(part, indent=INDENT) for part in finding.parts)]
            blocks.append(Block(finding.purpose, after=12))
        else:
            blocks.append(Block(f"{finding.text} {finding.purpose}".strip(), after=12))
    return _pdf(f"{report.title} (fictional)", blocks)


def _pdf(title: str, blocks: list[Block], pictures: set[int | None] | None = frozenset()) -> bytes:  # type: ignore[assignment]
    """`pictures` names the pages, from 1, that are pictures of paper; None means all of them."""
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_compression(False)
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(_MADE)
    pdf.set_producer("Answerable")
    pdf.set_title(title)
    pdf.set_subject(NOTICE)
    pdf.set_lang("en-GB")

    def measure(text: str, bold: bool, size: float) -> float:
        pdf.set_font("Helvetica", "B" if bold else "", size)
        return float(pdf.get_string_width(text))

    for number, pieces in enumerate(set_pages(blocks, measure), 1):
        foot = Piece(MARGIN, HEIGHT - 40, f"{NOTICE}. Page {number}.", False, 8)
        pdf.add_page()
        if pictures is None or number in pictures:
            pdf.image(_picture([*pieces, foot], tilt=0.35 if pictures else 0.0), 0, 0, WIDTH, HEIGHT)
            continue
        for piece in [*pieces, foot]:
            measure(piece.text, piece.bold, piece.size)
            pdf.text(piece.x, piece.y, piece.text)
    return bytes(pdf.output())


def _picture(pieces: list[Piece], tilt: float) -> Image.Image:
    """The page as a fax machine sees it: black or white, a little askew (`tilt` in degrees)."""
    image = Image.new("L", (round(WIDTH * DOTS), round(HEIGHT * DOTS)), 255)
    draw = ImageDraw.Draw(image)
    for piece in pieces:
        font = ImageFont.load_default(piece.size * DOTS)
        draw.text(
            (piece.x * DOTS, piece.y * DOTS),
            piece.text.replace("–", "-"),  # the font at hand has no dash
            fill=0,
            font=font,
            anchor="ls",
            stroke_width=1 if piece.bold else 0,
        )
    turned = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    packed = BytesIO()
    turned.point(lambda value: 255 if value > 150 else 0).convert("1", dither=Image.Dither.NONE).save(
        packed, "PNG"
    )
    return Image.open(packed)
