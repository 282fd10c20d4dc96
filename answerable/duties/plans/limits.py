"""How many rows of a plan are taken at once. Read by the child process too, which knows no database."""

MOST_ROWS = 500  # of one sheet: each is checked against the register while the sender waits
MOST_READ = 5_000  # rows of a workbook's part before it is opened: blank ones with a format are among them


def too_many(count: int) -> str:
    return (
        f"The sheet has {count:,} rows; at most {MOST_ROWS} are taken at once. Send it in parts: rows that "
        "are kept already are left as they are."
    )
