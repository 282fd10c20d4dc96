"""Who must act, in the words of the recommendation itself: "the Prison Service", "All trusts".

A careful reader, not a parser: it takes the subject of the first ask of each sentence, and only where that
subject reads like somebody who can act. "There should be ..." and "Records must be kept" name nobody. Which
body is meant is for another room to find out; here the words stay as written.
"""

import re
from dataclasses import dataclass

from answerable.sources.adapters.actor_words import PRONOUN, is_actor, is_vague
from answerable.sources.adapters.ask_words import MODAL
from answerable.sources.adapters.noun_phrases import ASIDE, noun_phrase, subject_before, take_apart

VAGUE = "addressee-vague"  # a class of bodies, or a pronoun: no single body is named
NONE = "addressee-none"

_SENTENCE = re.compile(r"(?<=[.!?;])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z•(])")
_ADVERBS = r"(?:each\s+|all\s+|also\s+|both\s+|together\s+|therefore\s+|then\s+|now\s+|jointly\s+|only\s+)*"
_MODAL = re.compile(rf"\s{_ADVERBS}(?P<modal>{MODAL})\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^\s*(?:(?:not|never|always|also|only|then|now|first|\w+ly)\s+)*(?:be|have\s+been|being)\s+"
    r"(?:(?:\w+ly|also|fully)\s+)*(?P<participle>\w+)",
    re.IGNORECASE,
)
# "should be required to act" still says who acts; "should be kept" doesn't.
_STILL_ACTS_WORDS = """
required tasked obliged expected responsible accountable prepared mindful aware honest alert ready
vigilant encouraged invited able open subject directed clear proactive willing candid equipped
"""
_STILL_ACTS = frozenset(_STILL_ACTS_WORDS.split())
_SHORT_PARTICIPLES_WORDS = (
    "made put set held kept built led read sent met run done paid left lost cut brought"
)
_SHORT_PARTICIPLES = frozenset(_SHORT_PARTICIPLES_WORDS.split())
_AGENT = re.compile(
    r"\bbe(?:en)?\s+(?:\w+ly\s+)?(?P<participle>\w+)\s+(?:(?!that\b|which\b|who\b|by\b|for\b)\w+\s+){0,4}"
    r"by\s+(?!way\b|means\b|virtue\b|reason\b|reference\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:if|where|when|while|whilst|as|although|since|given|unless|because|in\s+the\s+event|on\s+the\s+basis)\b",
    re.IGNORECASE,
)
_RECOMMEND_THAT = re.compile(
    r"(?:\b(?:recommend(?:s|ed)?|recommendation\s+is|propose[sd]?)\b(?:\s*\([^()]*\))?"
    r"(?:\s+(?:further|also|therefore|strongly|again))*(?:\s*,[^,]{3,80},)?\s+|^)that\b(?:\s*,[^,]{3,80},)?\s+",
    re.IGNORECASE,
)
_RECOMMEND_TO = re.compile(r"\brecommend(?:s|ed)?\s+to\s+(?P<who>[^,;:.]{3,160}?)\s+that\b")
_APPEAL = re.compile(
    r"\b(?:(?:[Ww]e|I|[Cc]ommittee|[Pp]anel|[Ii]nquiry|[Rr]eview)\s+(?:also\s+|therefore\s+|further\s+|strongly\s+|would\s+)*"
    r"(?:urge|invite|call\s+(?:up)?on|ask|encourage)s?|recommend(?:s|ed)?(?:\s+to)?)\s+(?=\w)"
)
_MARKER = re.compile(r"^(?:\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5}|\d{1,2})\)|[•●○▪◦‣])\s*")
LONGEST_SENTENCE = 3_000  # characters; what is longer is no sentence
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Addressing:
    """What a text says of who must act: the phrases as written, and the doubts about them."""

    phrases: list[str]
    flags: list[str]


def addressing(text: str) -> Addressing:
    """The phrases of `addressee_phrases`, with "addressee-vague" or "addressee-none" where that holds."""
    found, pronoun = _find(text)
    if not found:
        return Addressing([], [VAGUE if pronoun else NONE])
    return Addressing(found, [VAGUE] if any(is_vague(phrase) for phrase in found) else [])


def addressee_phrases(text: str) -> list[str]:
    """The subjects that must act, as written and in order, each once.

    A class of bodies in a later sentence adds nothing once somebody was named.
    """
    return _find(text)[0]


def _find(text: str) -> tuple[list[str], bool]:
    sentences = [
        _MARKER.sub("", sentence.strip())[:LONGEST_SENTENCE]
        for line in text.replace("\xa0", " ").split("\n")
        for sentence in _SENTENCE.split(_SPACE.sub(" ", line))
    ]
    text = " ".join(sentences)
    found: list[str] = []
    pronoun = False
    for sentence in sentences:
        phrases, was_pronoun = _in_sentence(sentence, text)
        pronoun = pronoun or was_pronoun
        known = {phrase.lower() for phrase in found}
        first = not found
        for phrase in phrases:
            if phrase.lower() not in known and (first or not is_vague(phrase)):
                found.append(phrase)
                known.add(phrase.lower())
    return found, pronoun


def _in_sentence(sentence: str, text: str) -> tuple[list[str], bool]:
    """The subjects of one sentence's ask, and whether it is only a pronoun."""
    if match := _RECOMMEND_THAT.search(sentence):
        rest = sentence[match.end() :]
        subject, pronoun = _subject_after_that(rest)
        if subject or pronoun:
            return take_apart(subject, rest, text), pronoun
        return _agents(rest, text), False
    if match := _RECOMMEND_TO.search(sentence):
        return take_apart(match["who"], "", text), False
    if match := _APPEAL.search(sentence):
        subject = noun_phrase(sentence[match.end() :])
        if is_actor(subject):
            return take_apart(subject, "", text), False
    pronoun = False
    for modal in _MODAL.finditer(sentence):
        after = sentence[modal.end() :]
        subject = subject_before(sentence[: modal.start()])
        if _is_passive(after):
            found = _agents(after, text)
        elif PRONOUN.match(subject):
            found, pronoun = [], subject.lower() not in ("there", "this", "that", "we")
        else:
            found = take_apart(subject, sentence, text)
        if found or not _CONDITION.match(sentence):
            return found, pronoun and not found
    return [], pronoun


def _is_passive(after_modal: str) -> bool:
    match = _PASSIVE.match(after_modal)
    return (
        match is not None
        and _participle(match["participle"])
        and match["participle"].lower() not in _STILL_ACTS
    )


def _participle(word: str) -> bool:
    low = word.lower()
    return low.endswith(("ed", "en", "own", "ught")) or low in _SHORT_PARTICIPLES


def _agents(words: str, text: str) -> list[str]:
    """The named "by ..." of a passive ask: "consideration should be given by the Home Office to ..."."""
    match = _AGENT.search(words.split(". ")[0])
    if not match or not _participle(match["participle"]):
        return []
    phrase = noun_phrase(words[match.end() :])
    return take_apart(phrase, "", text) if is_actor(phrase) and not is_vague(phrase) else []


def _subject_after_that(rest: str) -> tuple[str, bool]:
    """The subject that follows "recommend that": up to its modal, to "be", or to the first plain verb."""
    if ASIDE.match(rest) and "," in rest[:200]:
        rest = rest.split(",", 1)[1].strip()
    if re.match(r"(?:it|they)\b", rest, re.IGNORECASE):
        return "", not re.match(r"it\s+(?:be\s+)?made\b|it\s+be\b", rest, re.IGNORECASE)
    head = re.split(r"[:;]", rest, maxsplit=1)[0]
    if modal := _MODAL.search(head):
        subject = subject_before(head[: modal.start()])
        if not _is_passive(head[modal.end() :]) and is_actor(subject):
            return subject, False
    plain = re.match(r"(?P<np>[^,;:]{3,120}?)\s+be\s+(?P<word>\w+)", head)
    if plain and plain["word"].lower() in _STILL_ACTS and is_actor(plain["np"]):
        return plain["np"], False
    phrase = noun_phrase(rest)
    if _is_passive(rest[len(phrase) :]) or not is_actor(phrase):
        return "", False
    return phrase, False
