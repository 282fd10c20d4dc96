"""Whether a phrase reads like somebody who can act: a body, an office, or a class of either."""

import re

_HEADS_WORDS = """
academy administration administrator adviser advisor agency assembly association authority board
body branch bureau business cabinet centre chair charity chief clinician coalition college commander
commission commissioner committee company confederation consortium consultant contractor coroner
corps council court custodian dean department directorate director doctor employer examiner
executive faculty federation firm force forum foundation general government governor group
headquarter headteacher home hospital inspector inspectorate institute institution judiciary
laboratory lead leader legislature local manager minister ministry network nurse office officer
official ombudsman operator organisation organization owner panel parliament partnership pharmacist
police practitioner president principal prison professional provider publisher registrar
regulator school secretariat secretary senedd service society spokesman spokesmen sponsor state
supervisor supplier taskforce team transporter treasury tribunal trust trustee union unit university
ward
"""
_HEADS = frozenset(_HEADS_WORDS.split())
# A name may be made of capitals and still be a thing: a code, a plan, a procedure.
_THINGS_WORDS = """
account accounts act annex appendix article bill card category chapter charter code constitution
contract course data database document duty form framework function guidance guideline guide
handbook information instruction legislation list manual measure memorandum model order paper part
people plan policy power principle procedure process programme project protocol qualification record
register regulation report resource review role rule schedule scheme section standard statement
strategy support survey system technology test tool training version work
"""
_THINGS = frozenset(_THINGS_WORDS.split())
_ONLY_IN_CAPITALS = frozenset({"state", "home", "local", "general", "lead", "chief", "unit", "service"})
_NOT_ACRONYMS = frozenset(
    {"UK", "EU", "IT", "SOP", "SOPS", "CDI", "EMIS", "PACE", "SMS", "AND", "OR", "THE", "NOT"}
)
_MIXED_ACRONYMS = frozenset({"NaCTSO", "DoH", "MoD", "MoJ", "DfE", "DfT"})
_NAME_WORDS = "Monitor Ofcom Ofsted Ofgem Ofwat Healthwatch Parliament Government Ministers"
NAMES = frozenset(_NAME_WORDS.split())

PRONOUN = re.compile(
    r"^(?:it|they|he|she|we|this|these|that|those|there|one|both|each|which|who|such"
    r"|(?:these|those|both|such)\s+(?:organisations|bodies|authorities|agencies|services|departments|parties))$",
    re.IGNORECASE,
)
_DETERMINER = (
    r"(?:the|a|an|all|each|every|any|both|no|these|those|our|its|their|his|her|such|other|relevant|individual"
    r"|local|national|same)"
)
_CLASS_WORD = re.compile(r"(?:all|each|every|any|a|an|those|these|relevant|other)\b", re.IGNORECASE)
_CUT = re.compile(
    r"\s+(?:of|for|in|with|within|responsible|who|that|which|whose|on|at|by|from|concerned|involved|operating"
    r"|working|together|and\s+all|recruiting|carrying|having|presenting|to)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_THOSE = re.compile(
    r"those\s+(?:\w+\s+)?(?:responsible|in\s+charge|bodies|organisations|involved|concerned|working)\b",
    re.IGNORECASE,
)
_PRACTICE = re.compile(r"\b(?:GP|general|medical|dental)\s+practices?$", re.IGNORECASE)
_MOST_WORDS = 28
# "the skills the trust needs": an inner "the" begins a clause, unless a word of joining stands before it
_INNER_CLAUSE = re.compile(
    r"\b(?!(?:of|and|or|for|in|on|at|to|by|with|from|under|as|both|all|with|within|across|nor)\b)\w+\s+the\b"
)


def is_head(word: str) -> bool:
    """Whether a word, singular or plural, is one that bodies and offices are called by."""
    return singular(word.strip("(),.;:’'“”")) in _HEADS


def is_acronym(word: str) -> bool:
    core = word.strip("(),.;:’'“”").removesuffix("s")
    letters = re.sub(r"[^A-Za-z]", "", core)
    return (
        len(letters) >= 2 and letters.isupper() and letters not in _NOT_ACRONYMS
    ) or core in _MIXED_ACRONYMS


def singular(word: str) -> str:
    low = word.lower()
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith("sses"):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def is_actor(phrase: str, *, starts_sentence: bool = False) -> bool:
    """Whether the words name or describe somebody who can act.

    `starts_sentence`: the first capital then says nothing ("Methods of registering a complaint").
    """
    words = re.sub(r"\s+", " ", re.sub(r"\([^()]*\)", " ", phrase)).strip(' ,–-“”"')
    if not words or len(words.split()) > _MOST_WORDS or PRONOUN.match(words) or _INNER_CLAUSE.search(words):
        return False
    if _THOSE.match(words):
        return True
    owned = re.split(r"(?<=\w)[’']s?\s", words)
    bare = re.sub(rf"^(?:{_DETERMINER}\s+)+", "", owned[-1], flags=re.IGNORECASE)
    head = _CUT.sub("", bare).strip(" ,").rpartition(" ")[2].strip("“”\"’'")
    if not head:
        return False
    if is_acronym(head) or _PRACTICE.search(words):
        return True
    one = singular(head)
    capital = head[:1].isupper()
    if one in _HEADS:
        return capital or one not in _ONLY_IN_CAPITALS or head.lower() == "services"
    if one in _THINGS or not capital:
        return False
    stands_first = starts_sentence and bare == words and len(owned) == 1
    return has_name(bare, skip_first=stands_first) or head in NAMES


def has_name(phrase: str, *, skip_first: bool = False) -> bool:
    """Whether a proper name stands in the phrase: an acronym, or a capital."""
    words = phrase.split()
    if any(is_acronym(word) for word in words):
        return True
    return any(word[:1].isupper() for word in words[1 if skip_first else 0 :])


def is_vague(phrase: str) -> bool:
    """Whether the phrase names a class of bodies and none in particular ("all providers", "a regulator")."""
    words = phrase.split()
    if not words:
        return True
    if phrase in NAMES or is_acronym(words[0]):
        return False
    if re.match(r"(?:all|each|every|any)\b", phrase, re.IGNORECASE):
        return True
    bare = re.sub(rf"^(?:{_DETERMINER}\s+)+", "", phrase, flags=re.IGNORECASE)
    if _CLASS_WORD.match(phrase):
        return not has_name(" ".join(word for word in bare.split() if not is_head(word)))
    if re.match(r"the\b", phrase, re.IGNORECASE) or re.search(
        r"\b(?:government|parliament)\b", phrase, re.IGNORECASE
    ):
        return False  # definite: the document says which one
    if len(words) == 1 and not is_head(phrase):
        return not phrase[:1].isupper()
    return not has_name(phrase, skip_first=True)
