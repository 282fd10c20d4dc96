"""Makes the documents of the demonstration out of the plain texts beside this file.

    python data/demo/make.py            writes data/demo/documents
    python data/demo/make.py --check    writes nothing; says which documents are not what the texts give

The same texts give the same bytes.
"""

import argparse
import sys
from pathlib import Path

from making import office, pdf, tables, texts, web

DOCUMENTS = Path(__file__).resolve().parent / "documents"


def made() -> dict[str, bytes]:
    """Every document by its place under `documents`."""
    reports = texts.reports()
    inquiry = texts.inquiry()
    body, investigations = texts.investigations()
    documents = {
        "coroners/reports.csv": tables.reports_csv(one for one in reports if "table" in one.forms),
        f"inquiries/{inquiry.slug}.json": tables.inquiry_json(inquiry),
        f"inquiries/{inquiry.slug}-report.pdf": pdf.inquiry_pdf(inquiry),
        f"inquiries/{inquiry.response['slug']}.pdf": pdf.response_pdf(inquiry),
    }
    for report in reports:
        for form in report.forms:
            if form in ("pdf", "scan", "photographed"):
                documents[f"coroners/{report.slug}.pdf"] = pdf.report_pdf(report)
            elif form == "docx":
                documents[f"coroners/{report.slug}.docx"] = office.report_docx(report)
            elif form == "html":
                documents[f"coroners/{report.slug}.html"] = web.report_page(report)
            elif form != "table":
                raise SystemExit(f"{report.slug}: there is no form {form!r}")
    for investigation in investigations:
        write = {"pdf": pdf.investigation_pdf, "html": web.investigation_page}[investigation.form]
        documents[f"investigations/{investigation.slug}.{investigation.form}"] = write(body, investigation)
    for table in texts.tables():
        write_table = {"csv": tables.table_csv, "xlsx": office.table_xlsx}[table.form]
        documents[f"reviews/{table.slug}.{table.form}"] = write_table(table)
    return documents


def main() -> int:
    parser = argparse.ArgumentParser(description="Makes the fictional documents of the demonstration.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a document is not as made"
    )
    check = parser.parse_args().check
    documents = made()
    wrong = [
        name
        for name, content in documents.items()
        if not (DOCUMENTS / name).is_file() or (DOCUMENTS / name).read_bytes() != content
    ]
    stray = [
        str(path.relative_to(DOCUMENTS))
        for path in DOCUMENTS.rglob("*")
        if path.is_file()
        and path.suffix != ".toml"
        and path.relative_to(DOCUMENTS).as_posix() not in documents
    ]
    if check:
        for name in sorted(wrong):
            sys.stdout.write(f"not as made: {name}\n")
        for name in sorted(stray):
            sys.stdout.write(f"not made by the texts: {name}\n")
        return 1 if wrong or stray else 0
    for name in wrong:
        (DOCUMENTS / name).parent.mkdir(parents=True, exist_ok=True)
        (DOCUMENTS / name).write_bytes(documents[name])
    sys.stdout.write(f"{len(documents)} documents, {len(wrong)} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
