"""How far a name reaches in a run of capitalised words."""

from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.tokens import Facts, Token


def titles_at(run: list[Token], position: int) -> int:
    """How many titles stand at `position` before a word that can be a name ("Rt Hon Mr Justice")."""
    count = 0
    while position + count < len(run) - 1 and run[position + count].facts.title:
        token, following = run[position + count], run[position + count + 1].facts
        if (
            token.facts.upper
            and len(token.text) < 4
            and not (
                following.sure_given
                or following.title
                or (following.unknown and not following.upper)
                or (following.surname and not following.ordinary)
            )
        ):
            break  # MS, DC, PC, RN are abbreviations as well
        count += 1
    return count


def is_weak(title: Token) -> bool:
    """Whether the title is an ordinary word too ("Nurse Practitioner", "Officer Smith")."""
    return title.facts.folded in lexicon().groups["weak_titles"]


def reach(run: list[Token], start: int, *, sure: bool, names: frozenset[str] = frozenset()) -> int:
    """How many tokens from `start` make up one name.

    `sure`: a title stands before it, so that the first word is a name whatever else it is.
    `names`: folded words that are names here.
    """
    taken = 0
    only_given = True
    for index in range(start, len(run)):
        token = run[index]
        facts = token.facts
        double = index + 1 < len(run) and run[index + 1].joined
        known = facts.folded in names or (taken > 0 and (token.joined or (double and only_given)))
        if not known and not _goes_on(facts, taken=taken, only_given=only_given, sure=sure):
            break
        if not (facts.given or facts.initial):
            only_given = False
        taken += 1
    while taken > 1 and run[start + taken - 1].facts.initial and not run[start + taken - 1].joined:
        taken -= 1
    return taken


def _goes_on(facts: Facts, *, taken: int, only_given: bool, sure: bool) -> bool:
    if facts.initial:
        return True
    if facts.upper and (facts.term or facts.folded in lexicon().groups["post_nominals"]):
        return False
    if taken == 0:
        return _can_begin(facts, sure=sure)
    if facts.title and (facts.ordinary or facts.folded in lexicon().groups["courtesy_titles"]):
        return False
    if facts.role and facts.ordinary:
        return False
    if only_given:
        return facts.surname or not (facts.ordinary or facts.term)
    return not (facts.ordinary or facts.place or facts.term or facts.role or facts.head)


def _can_begin(facts: Facts, *, sure: bool) -> bool:
    if facts.only_title:
        return False
    if sure:
        return not facts.role or facts.surname or facts.given
    if facts.title:
        return False
    if facts.ordinary:
        return (facts.given or facts.surname) and not facts.role
    return True
