"""The same sentence in plainer words. What cannot be changed with certainty is left as it is written."""

import functools
import re

from answerable.core.text.names.spans import (
    FAMILY_MEMBER,
    NAME_WITHHELD,
    ONE_OF_SEVERAL_WHO_DIED,
    ONE_WHO_DIED,
    STAFF_MEMBER,
)
from answerable.core.text.plain.parting import finished, in_two
from answerable.core.text.plain.wordlists import plain_words, quotes, without_opening
from answerable.core.text.sentences import sentence_spans

MOST_EXPLAINED = 3
_IN_PLACE = {
    ONE_WHO_DIED: "the person who died",
    ONE_OF_SEVERAL_WHO_DIED: "a person who died",
    FAMILY_MEMBER: "a family member",
    STAFF_MEMBER: "a member of staff",
    NAME_WITHHELD: "somebody",
}
# Verbs that a coroner uses of himself or herself in the present, and how they read of somebody else.
_SAID_BY_ONESELF = {
    "am": "is",
    "have": "has",
    "do": "does",
    **{
        verb: f"{verb}s"
        for verb in (
            *("accept", "acknowledge", "appreciate", "ask", "believe", "consider", "feel", "find", "hope"),
            *("know", "note", "recognise", "recommend", "remain", "request", "see", "suggest", "think"),
            *("understand", "wish"),
        )
    },
}
_UNCHANGED = re.compile(
    r"^(?:\w+ed|heard|was|had|found|told|saw|felt|thought|took|made|wrote|would|could|can|may|might|must|should"
    r"|did|do not|shall|will|understood|knew|gave|came|read)$"
)
_ADVERB = r"(?:also|further|therefore|still|now|have|had|do|am|fully|again)"
_MYSELF = re.compile(rf"\bI (?P<adverb>(?:{_ADVERB} ){{0,1}})(?P<verb>[a-z]+)\b")
_UNSAFE = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Yy]ours?|[Yy]ou)\b(?!\.)|\bI[’']\w+"
)
_TITLED = re.compile(r"\b[A-Z][a-z]*\.? \[name withheld\]")
_HALVES = re.compile(
    r"; (?:and |but )?(?=(?:[\w’'-]+ ){1,7}"
    r"(?:is|are|was|were|has|have|had|did|does|should|must|could|cannot)\b)"
)


def rewritten(sentence: str, *, by_coroner: bool) -> str | None:
    """The sentence in plainer words, one that ends in a stop; None where it must stand as it is written.

    It must where it quotes, or speaks as “I” or “we” in a way that has no certain other form.
    """
    if quotes(sentence):
        return None
    text: str | None = without_opening(sentence)
    if by_coroner and text:
        text = _of_the_coroner(text)
    if text is None or _UNSAFE.search(text) or _TITLED.search(text):
        return None
    for mark, words in _IN_PLACE.items():
        text = text.replace(mark, words)
    if "[" in text or "]" in text:
        return None
    for pattern, new in plain_words().replace:
        text = pattern.sub(functools.partial(_cased, new), text)
    if ":" not in text:
        text = ". ".join(half[:1].upper() + half[1:] for half in _HALVES.split(text))
    parted = (in_two(text[start:end]) for start, end in sentence_spans(text))
    return finished(" ".join(parted))


def _cased(new: str, match: re.Match[str]) -> str:
    words = match.expand(new)
    return words[:1].upper() + words[1:] if match[0][:1].isupper() and match[0][1:2].islower() else words


def _of_the_coroner(text: str) -> str | None:
    """“I” as “the coroner”; None where a verb is not known well enough to be put right."""
    known = True

    def said(match: re.Match[str]) -> str:
        nonlocal known
        adverb, verb = match["adverb"], match["verb"]
        subject = "The coroner" if match.start() == 0 else "the coroner"
        if adverb.strip() in ("have", "do", "am"):
            return f"{subject} {_SAID_BY_ONESELF[adverb.strip()]} {verb}"
        if verb in _SAID_BY_ONESELF:
            return f"{subject} {adverb}{_SAID_BY_ONESELF[verb]}"
        if _UNCHANGED.match(verb) or adverb.strip() == "had":
            return f"{subject} {adverb}{verb}"
        known = False
        return match[0]

    text = _MYSELF.sub(said, text)
    text = re.sub(r"\bMy\b", "The coroner’s", re.sub(r"\bmy\b", "the coroner’s", text))
    text = re.sub(r"\bme\b", "the coroner", text)
    return text if known else None


def explanations(text: str) -> str:
    """What abbreviations and terms of the text mean, the first few, a sentence each."""
    words = plain_words()
    said: dict[str, str] = {}
    for match in words.explain.finditer(text):
        meaning = words.meanings[match[0]]
        if len(said) < MOST_EXPLAINED and meaning not in said.values() and meaning not in text:
            said.setdefault(match[0], meaning)
    return " ".join(_meaning(word, meaning) for word, meaning in said.items())


def _meaning(word: str, meaning: str) -> str:
    means = "mean" if word.endswith("s") and word != "sepsis" else "means"
    return f"{word[:1].upper()}{word[1:]} {means} {meaning}."
