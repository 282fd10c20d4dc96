"""What stands before and after a run of capitalised words, and whether it makes an organisation of them."""

import re

from answerable.core.text.names.lexicon import fold, lexicon
from answerable.core.text.names.tokens import Token

_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)([,:]?)[\s\u00a0]*[\"“‘'(]?$")
_AFTER = re.compile(r"[\s\u00a0]+([^\W\d_]+)")
_OWNED = re.compile(r"['’]s?[\s\u00a0]+(?:own[\s\u00a0]+)?([^\W\d_]+)")
_APPOSITION = re.compile(
    r"[\s\u00a0]*[,(–-][\s\u00a0]*(?:who (?:is|was) )?"
    r"(?:the |a |an |his |her |their |then |now |former |senior |lead )*"
    r"([^\W\d_]+)(?:[\s\u00a0]+(?:of |and )?([^\W\d_]+))?"
)
_OF_A_PERSON = re.compile(
    r"\b(?:deaths?|body|famil(?:y|ies)|mother|father|parents|partner|widow|widower|inquests?|investigation)[\s\u00a0]+"
    r"(?:of|into|touching|concerning|regarding)[\s\u00a0]+(?:the[\s\u00a0]+(?:late|deceased)[\s\u00a0]+)?$",
    re.IGNORECASE,
)
_LINE_STARTS = re.compile(
    r"(?:\A|\n)[\s\u00a0]*(?:[(]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]+|[•*·–-])?[\s\u00a0]*\Z"
)
_LINE_ENDS = re.compile(
    r"(?:[ \u00a0]*[,(–-][ \u00a0]*(?:(?:died|aged?|d\.)[ \u00a0])?[\d./ \u00a0-]{1,10}\)?)?"
    r"[ \u00a0.,;:]*(?:\n|\Z)"
)
_YEAR = re.compile(r"[ \u00a0]*\((?:[A-Za-z]{3,9}\.?[ \u00a0])?(?:19|20)\d\d\)")
_NUMBERED = re.compile(r"[ \u00a0]?(?:\d|[A-Z]\d)")  # "Byron O2", "Reg 7"
_FIRM = re.compile(r"(?:[\s\u00a0]+(?:and|&)[\s\u00a0]+([A-Z][a-z]+))?[\s\u00a0]+([^\W\d_]+)")


class Surroundings:
    """The neighbourhood of one name in its text."""

    def __init__(self, text: str, start: int, end: int, run_before: str = "") -> None:
        groups = lexicon().groups
        before = _BEFORE.search(text, max(0, start - 40), start)
        self.before = run_before or (fold(before.group(1)) if before else "")
        after = _AFTER.match(text, end)
        self.after = fold(after.group(1)) if after else ""
        owned = _OWNED.match(text, end)
        self.owned = fold(owned.group(1)) if owned else ""
        apposition = _APPOSITION.match(text, end)
        self.beside = {fold(w) for w in apposition.groups() if w} if apposition else set()
        self.closed = after is None  # punctuation or the end of the text follows
        self.of_person = _OF_A_PERSON.search(text, max(0, start - 50), start) is not None
        self.acts = self.after in groups["person_verbs"]
        self.speaks = self.after in groups["speech_verbs"]
        self.owns = self.owned in groups["owned_by_people"] or self.owned in groups["owned_by_people_only"]
        self.owns_as_person = self.owned in groups["owned_by_people_only"]
        self.dated = _YEAR.match(text, end) is not None  # "Ann Lee (2016)", as deaths are listed
        self.fills_line = (
            _LINE_ENDS.match(text, end) is not None
            and _LINE_STARTS.search(text, max(0, start - 20), start) is not None
        )
        self.numbered = _NUMBERED.match(text, end) is not None
        self.goes_on = self.closed or self.after in groups["function_words"] or self.acts

    @property
    def in_staff_role(self) -> bool:
        return self.before in lexicon().groups["staff_roles"]

    @property
    def in_family_role(self) -> bool:
        return self.before in lexicon().groups["family_roles"]

    @property
    def beside_staff_role(self) -> bool:
        return bool(self.beside & lexicon().groups["staff_roles"])

    @property
    def beside_family_role(self) -> bool:
        return bool(self.beside & lexicon().groups["family_roles"])


def is_place_name(run: list[Token], position: int) -> bool:
    """ "HMP Nottingham", "River Wear": whether the first word makes a place of the word at `position`."""
    if len(run) == 1 or run[0].facts.folded not in lexicon().groups["leading_places"]:
        return False
    full_name = position > 1 and run[position].facts.sure_given and position + 1 < len(run)
    return not full_name and not any(t.facts.title and not t.facts.role for t in run[1:position])


def inside_organisation(text: str, run: list[Token], position: int) -> bool:
    """Whether a later word makes an organisation, a place or a term of the word at `position`."""
    for index in range(len(run) - 1, position, -1):
        facts = run[index].facts
        if not facts.head or (facts.title and not facts.role):
            continue
        following = run[index + 1].facts if index + 1 < len(run) else None
        if following is not None and following.role:
            continue
        if any(_begins_post(t) for t in run[position + 1 : index]):
            continue
        if following is None and _is_surname_here(text, run[position:]):
            continue
        return not any(t.facts.title and not t.facts.role for t in run[position:index])
    return _followed_by_head(text, run[-1].end)


def _begins_post(token: Token) -> bool:
    groups = lexicon().groups
    return token.facts.folded in groups["staff_roles"] or token.facts.folded in groups["post_starts"]


def _followed_by_head(text: str, end: int) -> bool:
    groups = lexicon().groups
    firm = _FIRM.match(text, end)
    if firm:
        partner, word = firm.groups()
        if fold(word) in groups["firm_tails"] and (word[0].isupper() or not partner):
            return word[0].isupper()
        if partner and fold(partner) in groups["firm_tails"]:
            return True
    owned = _OWNED.match(text, end)
    if owned:
        return owned.group(1)[0].isupper() and fold(owned.group(1)) in groups["owned_heads"]
    plain = _AFTER.match(text, end)
    if plain is None:
        return False
    word = fold(plain.group(1))
    if plain.group(1)[0].isupper():
        return word in groups["organisation_heads"] or word in groups["eponym_heads"]
    return word in groups["plain_heads"]


def _is_surname_here(text: str, rest: list[Token]) -> bool:
    """ "Gareth Sands": a sure given name before a word that is a surname as often as a place."""
    groups = lexicon().groups
    if rest[-1].facts.folded not in groups["surname_heads"] | {"ward"} or not all(
        t.facts.sure_given for t in rest[:-1]
    ):
        return False
    if len(rest) > 2 or Surroundings(text, rest[0].start, rest[-1].end).beside_staff_role:
        return True
    if rest[-1].facts.folded == "ward":
        return False
    before = _BEFORE.search(text, max(0, rest[0].start - 40), rest[0].start)
    return before is None or fold(before.group(1)) not in groups["at"] | groups["towards"]
