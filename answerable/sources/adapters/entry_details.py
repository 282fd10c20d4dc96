"""What is looked for in every recommendation, whatever its form: its limbs, whom it asks, whether it asks."""

from answerable.sources.adapters.addressee_phrases import addressing
from answerable.sources.adapters.ask_words import asks_for_something
from answerable.sources.adapters.limbs import parts_of
from answerable.sources.drafts import EntryDraft, Passage

LONGEST = 50_000  # characters; what is longer is a document, and is kept but not taken apart
TOO_LONG = "unusually-long"
NO_ASK = "no-ask-found"


def add_details(
    entry: EntryDraft,
    *,
    parts_place: Passage | None = None,
    numbered_list: bool = False,
    given: list[str] | None = None,
) -> EntryDraft:
    """Fills in parts, addressees and flags, and gives the entry back.

    `parts_place`: where the parts stand, if not inside the entry's own passage. `numbered_list`: the source
    prints its limbs as recommendations of their own. `given`: addressees that the source names beside it.
    """
    if len(entry.text) > LONGEST:
        entry.flags.append(TOO_LONG)
        entry.addressees = given or []
        return entry
    place = parts_place or entry.passage
    entry.parts = parts_of(entry.text, entry.kind, place, numbered_list=numbered_list)
    if given:
        entry.addressees = given
    else:
        said = addressing(entry.text)
        entry.addressees = said.phrases
        entry.flags += said.flags
    if entry.kind == "recommendation" and not asks_for_something(entry.text):
        entry.flags.append(NO_ASK)
    return entry
