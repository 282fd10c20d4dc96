"""Providers that statistics name and no list holds, as facts from which bodies are made.

NHS England's statistics name every provider that sends data, also small ones that no list of the NHS holds.
Each such name is a body: exactly as printed, since what stands in brackets tells one service from another.
"""

import hashlib
from collections.abc import Iterable

from answerable.impact.bodies import NO_BODY, NO_CODE, Bodies
from answerable.impact.files.model import PROVIDER, RECEIVING, Cell
from answerable.organisations.facts import BodyFact, Cited, ListRead
from answerable.organisations.naming import name_key, proper_name
from answerable.organisations.resolver.tokens import key_of
from answerable.organisations.resolver.unlisted import kind_of_words

_TITLE = "Named as a provider in published statistics of mental-health services; held by no list of bodies"
_CITED = Cited(
    f"cite:{hashlib.sha256(_TITLE.encode()).hexdigest()}", _TITLE, None, 20
)  # any list is believed more


def unlisted(cells: Iterable[Cell], bodies: Bodies) -> ListRead:
    """The bodies that the cells name and that are not among `bodies`."""
    named = {(cell.code, cell.name) for cell in cells if cell.level in (PROVIDER, RECEIVING) and cell.name}
    read = ListRead("providers named in statistics")
    facts: dict[tuple[str, ...], BodyFact] = {}
    for code, name in sorted(named):
        if (
            not key_of(name)
            or key_of(name) in NO_BODY
            or code.casefold() in NO_CODE
            or bodies.knows(code, name)
        ):
            continue
        # By the name alone, though a code may stand beside it: another file has the name without one.
        words = key_of(name)
        if words not in facts:
            key = f"named:{hashlib.sha256(name_key(name).encode()).hexdigest()[:20]}"
            facts[words] = BodyFact(key, proper_name(name)[:250], kind_of_words(name), _CITED)
    read.bodies = list(facts.values())
    return read
