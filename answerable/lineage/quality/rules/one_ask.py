"""One ask in each recommendation, so that each can be answered, done and checked on its own."""

import re

from answerable.core.text.sentences import sentence_spans
from answerable.lineage.quality.asks import Ask
from answerable.lineage.quality.outcomes import Outcome, Rule, Source, Verdict
from answerable.lineage.quality.words import at_edges, forms, listed
from answerable.sources.adapters.ask_words import MODAL, asks_for_something
from answerable.sources.adapters.limbs import are_separate_asks, split_limbs

# Sentences that go on about the ask before them, and those that say how it is checked.
_GOES_ON = re.compile(
    rf"(?:(?:it|they)\s+{MODAL}\s+(?:also\s+)?(?:include|contain|cover|set|be|make|specify|state|address)"
    r"|this|these|those|such|compliance|progress|the (?:guidance|policy|plan|review|training|report"
    r"|system|scheme"
    r"|post|register|memorial|panel|process|protocol|audit)s?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:{MODAL}|recommend(?:s|ed)?|it\s+is\s+(?:essential|important|vital|imperative"
    rf"|necessary)\s+that)\b",
    re.IGNORECASE,
)
_ALSO = re.compile(
    rf"(?:\band consideration\b|\band (?:should|must|ought to|needs? to)\b"
    rf"|\band that\b(?=[^.]{{0,200}}\b(?:be|is|are|{MODAL})\b))",
    re.IGNORECASE,
)


def judge(ask: Ask) -> Verdict:
    lead, limbs = split_limbs(ask.text)
    texts = [limb.text for limb in limbs] if are_separate_asks(lead, limbs) else []
    texts = texts or list(ask.limbs)
    if len(texts) > 1:
        return _several([_begins(text) for text in texts])
    asking = _asking(ask.text)
    if ask.kind == "concern":
        return Verdict(Outcome.MET, "One concern at a time lets each be answered on its own.")
    if len(asking) > 1:
        return _several([_begins(sentence) for sentence in asking])
    first = asking[0] if asking else ask.text
    if also := _ALSO.search(first) or _second_act(first):
        return _several([_begins(first), _begins(first[also.start() :])])
    if not asking and not asks_for_something(ask.text):
        return Verdict(Outcome.CANNOT_TELL, "No ask was recognised: say who should do what.")
    return Verdict(Outcome.MET, "One ask can be answered, done and checked on its own.")


def _asking(text: str) -> list[str]:
    """The sentences that ask for an act of their own."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    found = [sentence for sentence in sentences if _ASKS.search(sentence)]
    return [sentence for at, sentence in enumerate(found) if at == 0 or not _GOES_ON.match(sentence)]


_ACTS = "|".join(forms(listed("results")["seen"]["verbs"] + listed("results")["unseen"]["verbs"] + " ensure"))
_ACT = at_edges(rf"(?:{MODAL}|recommends?\s+that\s[^.;:]{{3,80}}?)\s+(?:\w+ly\s+)?(?:{_ACTS})")
_AND_ACT = re.compile(
    rf"(?:,\s+|\s)and\s+(?:also\s+|then\s+)?(?:{_ACTS})\s+(?:the|a|an|all|its|their|any|that|to)\b",
    re.IGNORECASE,
)
_NEAR = 15  # characters: "review and strengthen the rules" is one act in two words


def _second_act(sentence: str) -> re.Match[str] | None:
    act = _ACT.search(sentence)
    return _AND_ACT.search(sentence, act.end() + _NEAR) if act else None


def _several(begin: list[str]) -> Verdict:
    return Verdict(
        Outcome.NOT_MET,
        f"This asks for {len(begin)} things or more: give each its own number, so that each can be answered.",
        tuple(begin[:4]),
    )


def _begins(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")


RULE = Rule(
    "one-ask",
    "Asks for one thing",
    judge,
    Source(
        "Chief Coroner's Guidance No. 5: clear, brief, focused; SMART: specific",
        "https://www.judiciary.uk/guidance-and-resources/revised-chief-coroners-guidance-no-5-reports-to"
        "-prevent-future-deathsi/",
    ),
)
