"""A report as PDF/UA-1: tagged, with headings, header cells, alternative texts, and the same bytes each time.

Typst sets it from one template and the report's own values (`pack.typ`). Fonts are those that come with the
library, and the date in the file is that of the report: neither the machine nor the hour shows.
"""

import json
from pathlib import Path

from django.conf import settings

from answerable.publication.packs import Pack
from answerable.website.packs.drawing import drawn_sections, front_lines, typst_blocks

TEMPLATE = Path(__file__).with_name("pack.typ")


def pdf_of(pack: Pack, *, base: str = "") -> bytes:
    """`base` is the address that links begin with; without it references are plain words."""
    import typst  # loaded by those who make a report, and nobody else

    data = {
        "title": pack.title,
        "subject": pack.subject,
        "service": settings.SERVICE_NAME,
        "front": front_lines(pack),
        "year": pack.on.year,
        "month": pack.on.month,
        "day": pack.on.day,
        "base": base.rstrip("/"),
        "sections": [
            {"title": section.title, "blocks": list(typst_blocks(section))}
            for section in drawn_sections(pack)
        ],
    }
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"pack": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made
