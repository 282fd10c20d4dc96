"""What a passage of a report is: a concern, a bare lead-in, a heading, or only the story.

Flags for people to look at, not verdicts: nothing is left out because of them.
"""

import re

LONG = 2_000  # characters, about a page
SHORT = 4  # words

# Words by which a concern, a gap or an ask is known; the weak ones are common in any story too.
_CUES = re.compile(
    r"concern|\brisks?\b(?!\s+assess)|\bfail|\black(?:s|ed|ing)?\b|inadequa|insufficien"
    r"|\babsen[ct]|\bshould\b|\bmust\b|\bought\b"
    r"|\bneed(?:s|ed)?\b|requir|recommend|improv|\bunsafe|danger|hazard|\bdelay|\bmiss(?:ed"
    r"|ing)\b|\bpoor|lessons?\b"
    r"|\bunable\b|\bunaware|unclear|not clear|confus|inconsisten|ineffective|shortage|\bwithout\b"
    r"|\bomi(?:t|ss)|\berror|mistake"
    r"|\bgaps?\b|breakdown|inappropriate|incorrect|\bwrong|incomplete|\bno (?:clear|formal"
    r"|system|polic|proced|proto|guid|train"
    r"|evidence|record|requirement|mechanism|process|single|one|national|local|risk|review|plan"
    r"|assess)|\bnone\b|\binability\b"
    r"|difficult|problem|unavailab|unsatisf|deficien|weakness|neglect|over-?relian|\brefus"
    r"|shortcoming|\bdiffer|\bprevent"
    r"|\bwould (?:be|have been) (?:help|benefi|of (?:benefit|assist))|could have|ensur|vulnerab"
    r"|foreseeabl|suggest|availab"
    r"|\bwonder|guidance|\btraining|\bto (?:review|consider|provide|introduce|address)\b"
    r"|consideration|\breview(?:ing|ed) (?:the|and)",
    re.IGNORECASE,
)
_WEAK_CUES = re.compile(
    r"\bnot\b|n[’']t\b|\bno\b|\bnever\b|\bonly\b|\blimited\b|\bissues?\b|\blittle\b|\bsystem", re.IGNORECASE
)
_STORY = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[.:]\d\d\b|\b(?:january|february|march|april|june|july|august"
    r"|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:mr|mrs|ms|miss|master|dr)\b"
    r"|\b(?:he|she|his|her|they)\b|\bthe deceased\b|\[redacted\]|\bdied\b|\bI (?:heard|received"
    r"|was (?:told|informed))\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?::|:\s*[-–—]+|\b(?:as follows|the following|following (?:concerns|matters|issues|points"
    r"|areas|reasons|respects)"
    r"|in particular|namely|below|are|is|that|to)\s*[-–—.:]*)$",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"[.;,?!]$")
_EMPTY_HEADING = re.compile(
    r"(?:the )?(?:matters? of )?concerns?(?: \d+)?|part \d+|section \d+", re.IGNORECASE
)
_FOR = re.compile(
    r"(?P<named>(?:matters? of )?concerns? (?:addressed|directed|relating|relevant|specific) to"
    r"|(?:addressed|directed) to"
    r"|for the attention of|(?:matters? of )?concerns? for|to the|for the)?"
    r"(?(named)|(?:for|to|in (?:relation|respect|regard) (?:to|of)|with (?:regard|respect) to"
    r"|regarding|re|as regards"
    r"|concerns? (?:regarding|in relation to|about)))\s*:?\s+(?P<who>.+)",
    re.IGNORECASE,
)
_BODY_WORD = (
    r"(?:trust|council|hospitals?|department|ministry|college|police|constabulary"
    r"|commission(?:er)?|board|agency|authority"
    r"|surgery|practice|care home|nursing home|limited|ltd|plc|inc|association|society"
    r"|executive|institute|institution|university|office"
    r"|prison|school|services?|CCG|ICB|NHS|HMPPS|DHSC|CQC|NICE|MHRA|group|partnership|federation)"
)
_BODY = re.compile(
    rf"\b{_BODY_WORD}\b|\b(?:secretary of state|minister|governor|chief|director|HMP|NHS)\b", re.IGNORECASE
)
_BODY_NAME = re.compile(
    rf"(?:.*\b{_BODY_WORD}|(?:the )?(?:department|ministry|secretary of state|minister|office"
    rf"|college|royal college|chief executive"
    r"|NHS|HMP|HMYOI|HMPPS|HM Prison)\b.*)(?:\s*\([^)]*\))?$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:all|both|each|everyone|the above|all (?:parties|recipients|of the above|addressees))$", re.IGNORECASE
)
# Words that an introduction is made of when it says nothing of its own.
_EMPTY_WORDS = frozenset(
    """
    a above addition address after all also an and any are areas arise arising arose as at be been
    being below brief but by came carry case circumstances clear concern concerned concerning
    concerns conduct consequently consider consideration coroner course court did during established
    evidence evidenced ex expressed finally findings follow following follows for found from further
    gave give given giving had has have having hear heard hearing her here his how however i
    identified in include included including inquest inquests inquiries inquiry investigation is
    issues it jury key light main matter matters my namely note noted of on opinion our out overall
    particular particularly points principal raise raised received reference regard regarding relate
    relates relation report request respect respects reveal revealed rise s set setting show showed
    shows significant specific specifically summarised summary that the their them there therefore
    these they this those three to told touching two under upon view was we were which with would
    you your
    """.split()  # noqa: SIM905
)
_POSTCODE_LAST = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b\W*(?:\([^)]*\)\W*)?$")
_LONGEST_ADDRESS = 50  # words, with the post of the person written to
_SMALL = {"of", "the", "and", "for", "in", "to", "on", "at", "&", "–", "-"}


def judge(text: str) -> list[str]:
    """Flags of one entry: "long", "too-short", "narrative" (the story, no concern or ask in sight)."""
    flags = []
    if len(text) > LONG:
        flags.append("long")
    if len(text.split()) < SHORT:
        flags.append("too-short")
    if is_story(text):
        flags.append("narrative")
    return flags


def is_story(text: str) -> bool:
    """What happened, told without a word of what was wrong: two marks of a story, and two per weak cue."""
    if _CUES.search(text):
        return False
    return len(_STORY.findall(text)) >= 2 + 2 * len(_WEAK_CUES.findall(text))


def has_cue(text: str) -> bool:
    return bool(_CUES.search(text))


def is_lead_in(text: str) -> bool:
    """A short passage that only announces what follows ("I have the following concerns:")."""
    words = text.split()
    return (
        0 < len(words) <= 45 and bool(_LEAD_IN.search(text)) and not re.search(r"[.!?]\s+\S.*[.!?]\s", text)
    )


def says_only_what_follows(text: str) -> bool:
    """An introduction without anything of its own: "During the inquest evidence was heard that:"."""
    return all(word in _EMPTY_WORDS for word in re.findall(r"[^\W\d_]+", text.lower()))


def is_heading(line: str) -> bool:
    """A title on a line of its own: short, begun in capitals, not closed like a sentence."""
    line = line.strip()
    return (
        0 < len(line.split()) <= 12
        and len(line) <= 100
        and bool(re.match(r"[A-Z“\"‘(]", line))
        and not _HEADING_END.search(line)
    )


def says_nothing(heading: str) -> bool:
    """A heading such as "CONCERNS" or "Part 2"."""
    return bool(_EMPTY_HEADING.fullmatch(heading.strip(" :.–—-")))


def addressed(heading: str) -> str:
    """The body that a heading gives the concerns under it to, as written; "" where it names none."""
    plain = heading.strip(" :.–—-")
    match = _FOR.match(plain)
    who = (match["who"] if match else plain).strip(" :.–—-")
    if _NOBODY.match(who):
        return ""
    if match:
        clear = bool(match["named"]) and len(match["named"]) > 7
        a_body = _BODY.search(who) or re.fullmatch(r"(?:the )?[A-Z]{2,6}", who)
        return who if clear or (a_body and _in_capitals(who)) else ""
    return who if _BODY_NAME.match(who) and _in_capitals(who) and not has_cue(who) else ""


def is_address(words: str) -> bool:
    """A postal address of somebody written to, with or without the line that announces it."""
    words = words.rpartition(":\n")[2]
    return (
        len(words.split()) <= _LONGEST_ADDRESS and bool(_POSTCODE_LAST.search(words)) and not has_cue(words)
    )


def names_a_body(line: str) -> bool:
    """A title too long for `is_heading` that gives what follows to somebody: "In relation to A, B and C:"."""
    return line.rstrip().endswith(":") and len(line.split()) <= 20 and bool(addressed(line))


def turns_elsewhere(heading: str) -> bool:
    """A heading that may give what follows to another body, which can't be read from it."""
    plain = heading.strip(" :.–—-")
    return plain.isupper() or bool(_FOR.match(plain))


def _in_capitals(name: str) -> bool:
    """Written like a name: every word of weight begins with a capital."""
    return all(w[:1].isupper() or not w[:1].isalpha() or w.lower() in _SMALL for w in name.split())
