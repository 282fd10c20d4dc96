"""The noun phrases on either side of an ask: the subject before "should", the names after "recommend that".

No grammar, only the habits of such prose: asides between commas, lists of names, "and" inside names.
"""

import re

from answerable.sources.adapters.actor_words import NAMES, is_acronym, is_actor, is_head, singular

ASIDE = re.compile(
    r"^(?:in|on|at|by|with|within|without|working|after|before|where(?:ver)?|when|while|whilst|if|as|to|for|from"
    r"|given|once|following|during|under|until|unless|since|although|though|because|having|subject|through"
    r"|across|including|particularly|however|therefore|further|furthermore|moreover|also|again|finally"
    r"|accordingly|thereafter|equally|similarly|specifically|ideally|together|not|alongside|upon|pending"
    r"|regardless|irrespective|first|second|third|whether|whatever|nonetheless|nevertheless|so|thus|then|but"
    r"|and\s+in|rather|instead|possibly|formerly|being)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:which|who|whom|whose|whether|how|why|what|because|than|so\s+that|(?:ensur|provid)\w+\s+that)\s[^,]*$",
    re.IGNORECASE,
)
_IT_IS_THAT = re.compile(
    r"^.*\b(?:important|imperative|essential|vital|sensible|suggest(?:ed|ion\s+is)?|view|right|first|second|third"
    r"|recommendation|propose[ds]?|is)\s+that\s+(?=\S)",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:(?:that|and|or|but|also|therefore|then|further)\s+)+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_CONNECTORS_WORDS = "of for and & the in on at to with or nor –"
_CONNECTORS = frozenset(_CONNECTORS_WORDS.split())
_LOWER_PARTS_WORDS = """
uk fire rescue health care healthcare local national public private independent medical nursing
ambulance hospital mental devolved central relevant new same current other individual integrated
primary acute chief senior law enforcement emergency safety clinical four three two each respective
every all any both gas housing social a an statutory voluntary regulatory security education armed
foundation training building construction transport
"""
_LOWER_PARTS = frozenset(_LOWER_PARTS_WORDS.split())
_ALSO_VERBS_WORDS = """
commission commissions lead leads sponsor sponsors force forces staff chair chairs school home
"""
_ALSO_VERBS = frozenset(_ALSO_VERBS_WORDS.split())


def noun_phrase(text: str) -> str:
    """The noun phrase at the start of `text`, lists of names included, up to the word that can't belong."""
    end, before = 0, ""
    for match in re.finditer(r"\([^()]{1,60}\)|[^\s,;:.()]+|[,;:.()]", text[:400]):
        word, following = match[0], text[match.end() :].lstrip()
        low = word.lower()
        if word[0] == "(" and len(word) > 1:
            continue
        if word == ",":
            named = re.match(r"(?:and\s+)?(?:(?:the|all|each|every)\s+)?[A-Z]", following)
            if ASIDE.match(following) or not named:
                break
            continue
        if low in _ALSO_VERBS and word.islower() and before[:1].isupper():
            break
        if not (word[:1].isupper() or low in _CONNECTORS or low in _LOWER_PARTS or is_head(low)):
            break
        if low in ("to", "in", "on", "at", "with") and not re.match(r"(?:the\s+)?[A-Z]", following):
            break
        end, before = match.end(), word
    tail = r"(?:[\s,]+(?:of|for|and|the|in|to|or|all|each|every|any|at|on|a|an|both|other|with))+$"
    return re.sub(tail, "", text[:end]).strip(" ,")


def subject_before(before: str) -> str:
    """The subject that ends where the modal begins; asides between commas are stepped over."""
    clause = re.split(r"[;:]\s|[.!?]\s+|\s[–—]\s", before.strip(" ,–-"))[-1]
    segments = re.split(r"\s*,\s+", _hide_parentheses(clause))
    taken: list[str] = []
    stepped_over = False
    for position, segment in enumerate(reversed(segments)):
        piece = _IT_IS_THAT.sub("", _LEADING.sub("", segment.strip()))
        starts = position == len(segments) - 1 and before.strip(" ,–-").startswith(clause)
        if ASIDE.match(piece) or _SUBORDINATE.search(piece):
            if taken:
                break
            if tail := _name_at_end(piece):
                return tail
            stepped_over = True
        elif is_actor(_show(piece), starts_sentence=starts):
            taken.append(piece)
            if stepped_over:
                break  # what stands left of an aside is the whole subject
        else:
            return _show(", ".join(reversed(taken))) if taken else _show(piece)
    return _LEADING.sub("", _show(", ".join(reversed(taken)))).strip()


def _name_at_end(aside: str) -> str:
    """The name after an aside whose comma was forgotten: "In reporting costs Scottish Ministers"."""
    match = re.search(
        r"(?<=[a-z] )((?:the\s+)?[A-Z][\w’-]+(?:\s+(?:of|for|and|the|[A-Z][\w’-]+))*)$", _show(aside)
    )
    if (
        match
        and is_head(match[1].split()[-1])
        and len(match[1].split()) > 1
        and not _SUBORDINATE.search(aside)
    ):
        return match[1]
    return ""


def _hide_parentheses(text: str) -> str:
    return re.sub(r"\([^()]*\)", lambda m: m[0].replace(",", "\0").replace(" ", "\1"), text)


def _show(text: str) -> str:
    return text.replace("\0", ",").replace("\1", " ")


_COUNTRIES = re.compile(r"(?:(?:England|Scotland|Wales|Northern Ireland|the UK)(?: and )?)+")
_MANY_NAMED = re.compile(
    r"\b(?:Department|Ministry|Ministers?|Secretary of State|Committee)\s+(?:of|for)\s+(?:\w+\s?){1,2}$"
)


def take_apart(subject: str, sentence: str, text: str) -> list[str]:
    """A list of bodies taken apart: at commas, and at an "and" that can't belong to one name."""
    subject = _hide_parentheses(_LEADING.sub("", subject.strip(" ,")))
    pieces: list[str] = []
    for piece in re.split(r"\s*,\s+(?:and\s+|or\s+)?|\s+as\s+well\s+as\s+|\s+together\s+with\s+", subject):
        if pieces and _MANY_NAMED.search(pieces[-1]) and not re.match(r"(?:the|all|each)\s|[A-Z]{2}", piece):
            pieces[-1] += f", {piece}"  # "the Department for Digital, Culture, Media and Sport"
        elif pieces and _COUNTRIES.fullmatch(piece):
            pieces[-1] += f", {piece}"  # "the governments of Scotland, Wales and Northern Ireland"
        else:
            pieces.append(piece)
    split = [_SPACE.sub(" ", each).strip(' ,“”"') for piece in pieces for each in _split_and(_show(piece))]
    return [
        each
        for each in split
        if is_actor(each, starts_sentence=sentence.startswith(each)) and _trustworthy(each, text)
    ]


_ANEW = re.compile(r"(?:[Tt]he|all|any|each|every|those|other|local|His|Her|its|his|her)\s|[A-Z]{2,}\b")
_OF_KIND = re.compile(r"\b(?:Department|Ministry|College|Faculty|Office)\s+(?:of|for)\s+\w+$")
_OPEN_HEADS = frozenset({"administration", "administrations", "general", "local", "state", "home"})


def _split_and(piece: str) -> list[str]:
    for match in re.finditer(r"\s+(?:and/or|and|or)\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        first = re.split(r"\s+(?:and/or|and|or)\s+(?=the\s|all\s|[A-Z]{2})", right)[0]
        if not left or not is_actor(left) or not is_actor(first):
            continue
        last, next_last = left.split()[-1], first.split()[-1]
        closed = is_acronym(last) or last.endswith(")") or (is_head(last) and last.lower() not in _OPEN_HEADS)
        named = right[:1].isupper() or is_head(next_last)
        if _ANEW.match(right) or (closed and named) or (_OF_KIND.search(left) and is_head(next_last)):
            return [left, *_split_and(right)]
    return [piece]


def _trustworthy(phrase: str, text: str) -> bool:
    """A single capitalised word that begins the text may be a name or any noun: it counts where it recurs."""
    if " " in phrase or is_acronym(phrase) or is_head(singular(phrase)) or phrase in NAMES:
        return True
    return re.search(rf"(?<=[a-z,] ){re.escape(phrase)}\b", text) is not None
