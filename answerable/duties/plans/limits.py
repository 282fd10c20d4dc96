"""How many rows of a plan are taken at once. Read by the child process too, which knows no database."""

MOST_ROWS = 200  # filled in: 20 to 70 ms each (docs/performance.md), while the sender and other writers wait
MOST_READ = 5_000  # rows of a workbook's part before it is opened: blank ones with a format are among them


def too_many(count: int) -> str:
    return (
        f"The sheet has {count:,} rows filled in; at most {MOST_ROWS} are taken at once. Send it in parts: "
        "rows that are kept already are left as they are."
    )
