"""The evidence that capitalised words name a person, when no title and no deceased's name says so."""

import functools
from collections.abc import Sequence

from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.surroundings import Surroundings
from answerable.core.text.names.tokens import Facts

_BEFORE_PLACES = frozenset(("at", "near", "outside", "within", "the"))


def rule_for(name: Sequence[Facts], around: Surroundings, *, at_start: bool, double: bool = False) -> str:
    """The rule by which the words are a name; "doubt: why" when they may be one and stay; else ""."""
    if len(name) == 1:
        return _single(name[0], around, at_start=at_start)
    first, last = name[0], name[-1]
    in_role = around.in_staff_role or around.in_family_role
    human = (
        in_role
        or around.of_person
        or around.owns
        or around.speaks
        or around.beside_staff_role
        or around.beside_family_role
    )
    if all(f.initial or f.upper for f in name) and not any(f.given for f in name):
        return ""
    if first.sure_given and (last.surname or not last.ordinary or double):
        return "pair"
    if first.given and last.surname and not (last.ordinary or last.place):
        return "pair"
    if first.given and last.surname and (human or (around.acts and not first.ordinary)):
        return "pair"
    if first.initial and last.surname and not (last.ordinary or last.place or last.term or last.upper):
        return "initial-surname"
    if around.after == "et" and not first.ordinary:
        return "cited"
    if around.dated and _can_be_listed(name):
        return "listed-with-year"
    if human and not any(f.ordinary or f.place or f.term or f.upper for f in name) and around.goes_on:
        return "role"
    if not any(f.ordinary or f.place or f.term or f.upper or f.head for f in name) and around.goes_on:
        given = any(f.given and not f.place for f in name) and not first.title
        if given:
            return "two-rare-words"
        return "whole-line" if around.fills_line else "doubt: perhaps a full name"
    return ""


def _can_be_listed(name: Sequence[Facts]) -> bool:
    """Whether two or more words before a year in brackets can be a name and are no title of a paper."""
    if any(f.head or f.role or f.term or f.upper for f in name):
        return False
    first, last = name[0], name[-1]
    return (first.given and (last.surname or not last.ordinary)) or not any(
        f.ordinary or f.place for f in name
    )


def _single(word: Facts, around: Surroundings, *, at_start: bool) -> str:
    if word.initial or word.upper or word.head or word.role:
        return ""
    in_role = around.in_staff_role or around.in_family_role
    if around.numbered and word.given:
        return "" if word.term else "doubt: a given name before a number"
    if word.sure_given:
        if around.before in _BEFORE_PLACES and not (around.acts or around.owns):
            return "doubt: a given name that stands like a place"
        return "given-name"
    if word.given:
        return _unsure_given(word, around, at_start=at_start)
    if word.ordinary or word.term:
        return ""
    if around.after == "et" and not word.place:
        return "cited"
    if in_role and around.before not in _place_words() and around.goes_on and not word.place:
        return "role"
    if around.of_person and not word.place and around.goes_on:
        return "human-context"
    if around.before in _place_words() or word.place:
        return ""
    if around.speaks or around.owns_as_person:
        return "human-context"
    if word.surname and not at_start:
        return "doubt: perhaps a surname"
    return ""


def _unsure_given(word: Facts, around: Surroundings, *, at_start: bool) -> str:
    in_role = around.in_family_role or (around.in_staff_role and around.goes_on)
    if around.before in _place_words() and not around.owns:
        return (
            "" if word.ordinary or word.place else "doubt: a given name that stands like a place or a thing"
        )
    if in_role or around.owns or (around.speaks and not word.place):
        return "given-name"
    if around.acts and not at_start and not word.place:
        return "given-name"
    return "" if word.ordinary or word.place or word.term else "doubt: perhaps a given name"


@functools.lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    return lexicon().groups["at"] | lexicon().groups["towards"]
