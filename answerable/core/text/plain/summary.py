"""An entry in plain words, made by rule: nothing is in it that its own words do not say."""

import re
from dataclasses import dataclass

from answerable.core.text.plain.choosing import Chosen, choose
from answerable.core.text.plain.parting import finished
from answerable.core.text.plain.rewriting import explanations, rewritten
from answerable.core.text.plain.wordlists import plain_words, quotes

METHOD = "plain/2"
_ITEM = re.compile(r"^(?:[a-z]|(?:How|Whether|What|Why|When|Where|Who)\b)")

_FIRST = {
    ("concern", "reg28"): "A coroner raised this concern to help stop more deaths.",
    ("concern", "rule43"): "A coroner raised this concern to help stop more deaths.",
    ("recommendation", "inquiry"): "A public inquiry asks for this.",
    ("recommendation", "hssib"): "A national safety investigation asks for this.",
    ("recommendation", "review"): "An independent review asks for this.",
    ("safety_action", ""): "This was done already, while an investigation was going on.",
    ("observation", ""): "A national safety investigation offers this point to others. It asks for no reply.",
    ("concern", ""): "The report raises this as a concern.",
    ("recommendation", ""): "The report asks for this.",
}
_LEFT_OUT = {
    "concern": "Its own words are below. We give no short form of them.",
    "recommendation": "What it asks for is in its own words, below. We give no short form of them.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a summary is made of: what the public reads of an entry, and what kind of thing it is."""

    kind: str
    instrument: str
    text: str
    lead_in: str = ""


def summary(entry: Words) -> str:
    """The entry in plain words. The same words give the same summary."""
    first = _FIRST.get((entry.kind, entry.instrument)) or _FIRST.get((entry.kind, ""), "")
    return f"{first} {_said(entry)}".strip()


def _said(entry: Words) -> str:
    whole = _joined(entry)
    chosen = None if whole is None else choose(whole)
    if chosen is None:
        return _LEFT_OUT.get(entry.kind, "Its own words are below.")
    more = "It says more, which you can read below." if chosen.more else ""
    return " ".join(filter(None, (_put(entry, chosen), explanations(" ".join(chosen.sentences)), more)))


def _put(entry: Words, chosen: Chosen) -> str:
    by_coroner = entry.instrument in ("reg28", "rule43")
    plainer = [rewritten(one, by_coroner=by_coroner) for one in chosen.sentences]
    if all(plainer) and not chosen.sentences[0][:1].islower():
        return " ".join(one for one in plainer if one)
    quoted = " ".join(chosen.sentences)
    if quotes(quoted):
        return f"It says this: {finished(quoted)}"
    quoted = quoted.rstrip(";,: ")
    return f"It says: “{quoted}”" if quoted.endswith(".") else f"It says: “{quoted}”."


def _joined(entry: Words) -> str | None:
    """A list's item after the words that lead into it, where it is no sentence by itself. None where those
    words may be in no summary."""
    text, lead_in = entry.text.strip(), entry.lead_in.strip()
    if not lead_in or not _ITEM.match(text):
        return text
    if plain_words().method.search(lead_in):
        return None
    if len(lead_in.split()) > 40 or not (text[0].islower() or lead_in.endswith((":", "-", "–"))):
        return text
    return f"{lead_in.rstrip(':-– ')} {text[0].lower()}{text[1:]}"
