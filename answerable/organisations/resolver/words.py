"""The words and patterns by which cells are read. The word lists stand in words.toml."""

import re
import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


SILENT = _set("silent")
NATURE = _set("nature")
TRUST_WORDS = _set("trust_words")
DIRECTIONS = _set("directions")
EXTENDERS = _set("extenders")
BODY_ENDINGS = _set("body_endings")
STRONG_ENDINGS = _set("strong_endings")
STRONG_PAIRS = frozenset(tuple(pair.split("-")) for pair in _LISTS["strong_pairs"].split())
STRONG_BEGINNINGS = _set("strong_beginnings")
LEGAL_FORMS = _set("legal_forms")
PARTS = _set("parts")
NATIONAL = _set("national")
NAMELESS = _set("nameless")
NO_ONE_BODY = _set("no_one_body")
POSTS = _set("posts")
FUNCTIONS = _set("functions")
SIGNS = _set("signs")
BUILDINGS = _set("buildings")
ONE_POST = _set("one_post")
AREAS_BEYOND = _set("areas_beyond")
NO_ABBREVIATION = _set("no_abbreviation")
AFTER_NAME = _set("after_name")

_ROAD = (
    r"(?:street|st|road|rd|lane|avenue|ave|drive|close|crescent|terrace|gardens|way|square|hill|row|approach|mews"
    r"|walk|parade|boulevard|bridge|green|place|estate|park)"
)
ADDRESS_END = re.compile(
    rf"\b(?:(?!st\b|green\b|place\b|park\b|bridge\b|estate\b){_ROAD}|industrial estate|business park"
    r"|enterprise park|floor|suite|level \d+[a-z]?|po box|p\.o\. box)\.?$",
    re.I,
)
# Where an address begins inside a piece: a house number before a road, a floor, a box.
ADDRESS_BEGINS = re.compile(
    rf"\s\d{{1,4}}[A-Za-z]?(?:\s?[-–/]\s?\d+)?,?\s+(?:[\w'’.]+\s+){{0,3}}{_ROAD}\b"
    r"|\s(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|ground)\s+floor\b|\sp\.?\s?o\.?\s+box\b|\ssuite\s+\d",
    re.I,
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b")
_CONTACTS = (
    r"(?:\b(?:by\s+)?e-?mail(?:\s+only)?\s*:?\s*)?\S+@\S+",
    r"\b(?:https?://|www\.)\S+",
    r"\be-?mail(?:ed)?\s+address(?:es)?\s*:?",
    r"\be-?mail\s*:",
    r"\bvia e-?mail\b",
    r"\b(?:tel|telephone|phone|fax)\s*:?\s*[\d ()+-]{6,}",
)
CONTACT = re.compile("|".join(_CONTACTS), re.I)
REDACTED = re.compile(
    r"\[\s*(?:redacted|name withheld|names? redacted|withheld|name|[^\]]{0,30}withheld)\s*\]|\(redacted\)"
    r"|\bredacted\b|[█▓■]{2,}|\b[xX]{4,}\b",
    re.I,
)

TITLE = re.compile(
    r"(?:(?:the\s+)?(?:rt\.?\s*hon(?:ou?rable)?\.?|right\s+hon(?:ou?rable)?\.?|hon(?:ou?rable)?\.?|mr|mrs|ms|miss"
    r"|mx|dr|doctor|prof(?:essor)?|sir|dame|lord|lady|baroness|baron|earl|viscount|rev(?:erend)?|cllr"
    r"|councill?or|hhj|his honou?r judge|her honou?r judge|judge|major|colonel|lt|captain|general sir|acc|dcc"
    r"|det(?:ective)?|ds|di|dci|pc|ps|supt|superintendent|inspector|sgt|sergeant|commander|messrs)\b\.?\s*)+",
    re.I,
)

_RANK = (
    r"(?:the\s+|interim\s+|acting\s+|deputy\s+|joint\s+|temporary\s+|senior\s+|assistant\s+|associate\s+"
    r"|group\s+"
    r"|executive\s+|non-executive\s+|corporate\s+|regional\s+|national\s+|local\s+|divisional\s+|clinical\s+"
    r"|co-|vice[- ]|managing\s+|operational\s+|operations\s+|strategic\s+|registered\s+|general\s+|medical\s+"
    r"|nursing\s+|nurse\s+|legal\s+|practice\s+|business\s+|team\s+|area\s+|centre\s+|home\s+|care\s+|hospital\s+"
    r"|service\s+|services\s+|ward\s+|commercial\s+|technical\s+|chief\s+operating\s+|chief\s+|lead\s+|principal\s+"
    r"|head\s+|company\s+|site\s+|store\s+|quality\s+|safety\s+|health\s+and\s+safety\s+|asset\s+|network\s+|first\s+"
    r"|second\s+|permanent\s+|finance\s+|financial\s+|current\s+|former\s+|then\s+|programme\s+|project\s+"
    r"|school\s+|consultant\s+|contracts?\s+|fleet\s+|customer\s+|shift\s+|locality\s+|gp\s+|service\s+delivery\s+)*"
)
_HEAD = (
    r"(?:chief\s+executive(?:\s+officer)?s?|chief\s+exec(?:utive)?\.?|c\.?e\.?o\.?|ceo|chief\s+officer|chairman"
    r"|chair(?:person|woman)?|president|director(?:\s+general)?s?|managers?|accountable\s+officer|officer|owners?"
    r"|occupiers?|proprietors?|publican|licensee|landlords?|governors?|warden|head\s*teacher|headmaster"
    r"|headmistress|principal|vice[- ]chancellor|chancellor|provost|dean|bursar|secretary|registrar"
    r"|administrator|matron|nurse|clerk|solicitors?|lawyers?|leader|lead|head|partners?|superintendent"
    r"|commissioner|chief\s+constable|trustees?|board|controller|coordinator|co-ordinator|adviser|advisor"
    r"|general\s+practitioners?|g\.?p\.?|gp|consultant(?:\s+\w+)?|psychiatrist|surgeon|physician|pharmacist"
    r"|supervisor|inspector|engineer|doctor|operator|minister|mayor|representatives?|members?|founder|dentist)"
)
POST = re.compile(rf"{_RANK}{_HEAD}\b(?:\s*(?:and|/|&)\s*{_RANK}{_HEAD}\b)*", re.I)
# Of government: the whole rest of the piece says which post it is.
OF_STATE = re.compile(
    r"^(?:the\s+)?(?:\w+\s+){0,2}(?:(?:under[- ])?secretary\s+of\s+state|minister(?:\s+of\s+state)?)\b", re.I
)
# "Director of Nursing": the words after "of" say what the post does. After these heads they name a body.
OF_A_BODY = re.compile(
    r"(?:chief\s+exec\w*(?:\s+officer)?s?|ceo|managing\s+director|chair\w*|president|managers?|owners?|occupiers?"
    r"|proprietors?|publican|licensee|landlords?|governors?|head\s*teacher|principal|partners?|trustees?"
    r"|accountable\s+officer|chief\s+officer|chief\s+operating\s+officer|operators?|general\s+manager"
    r"|practice\s+manager|directors)$",
    re.I,
)

COPY = re.compile(
    r"\bcoroner(?:['’]?s['’]?)?\b(?!\s+society)|\bfamil(?:y|ies)\s+of\b"
    r"|^\s*(?:the\s+)?(?:deceased['’]?s\s+)?family\s*$|\bnext\s+of\s+kin\b|\binterested\s+persons?\b",
    re.I,
)
COPIES_FOLLOW = re.compile(r"\b(?:copy|copies|copied|cc['’]?d?|c\.c\.)\s*(?:sent\s+)?(?:to|:)", re.I)
