"""A register with published replies on the desk: one whose body is known, and one that waits for its name."""

import sys

from answerable.pipeline.index import rebuild_index
from tests import make
from tests.made import replies
from tests.migrated import migrate
from tests.unit.accounts import made

EDITOR = "ada@example.org"


def build() -> None:
    trust = make.body(replies.TRUST)
    replies.take(replies.draft(replies.report(trust)))
    other = make.report(texts=replies.CONCERNS, to=[trust], url="https://example.org/reports/two/")
    replies.take(replies.draft(other, written_by="The Manager", url="https://example.org/replies/two.pdf"))
    made.person("editor", email=EDITOR, name="Ada Quill", password=made.PASSWORD)


def main() -> None:
    """Fills the register of ANSWERABLE_HOME, for another process to show it."""
    migrate()
    build()
    rebuild_index()
    sys.stdout.write("ready\n")
