"""Finds names of people in running text: by title, by role, by first name and surname, by who has died."""

import re
from dataclasses import dataclass, field

from answerable.core.text.names.deceased import Deceased, is_common_word, one_letter_apart, spellings
from answerable.core.text.names.kept import Kept, own_phrases, plain_text
from answerable.core.text.names.lexicon import Lexicon, fold, lexicon
from answerable.core.text.names.spans import (
    FAMILY_MEMBER,
    NAME_WITHHELD,
    ONE_OF_SEVERAL_WHO_DIED,
    ONE_WHO_DIED,
    Doubt,
    Kind,
    MaskedSpan,
)
from answerable.core.text.names.tokens import Token, capitalised, runs, starts_sentence

_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)[,:]?\s*[\"“‘'(]?$")
_WORD_AFTER = re.compile(
    r"(?:['’]s?)?[\s\u00a0]*[,(]?[\s\u00a0]*(?:the |a |an |his |her |their )?([^\W\d_]+)"
)
_NEXT_WORD = re.compile(r"[ \u00a0]([^\W\d_]+)")
_POSSESSED = re.compile(r"['’]s?[ \u00a0]([^\W\d_]+)")
_PLACE_WORDS = frozenset("at in near to from of outside around via towards between".split())
_FEMALE_TITLES = frozenset("mrs ms miss madam missus".split())
_LEADING_PLACE = frozenset("hmp hmyoi yoi ward river lake loch mount port fort st saint hms cape".split())


@dataclass
class Found:
    spans: list[MaskedSpan] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


class PeopleFinder:
    """One text's search. Build it, call `find`."""

    def __init__(
        self, text: str, deceased: Deceased, author: frozenset[str], keep: Kept, marks: list[tuple[int, int]]
    ) -> None:
        self.text = text
        self.deceased = deceased
        self.author = author
        self.lex: Lexicon = lexicon()
        self.found = Found()
        self.known: dict[str, Kind] = {}
        self.surnames = {s for word in deceased.surnames for s in spellings(word)}
        self.names = {s for word in deceased.words for s in spellings(word)}
        self.sex = next((self.lex.given[g] for g in deceased.given if g in self.lex.given), "b")
        plain = plain_text(text)
        self.protected = list(marks)
        self.tokens: list[Token] = []
        covered = 0
        own = own_phrases()
        for token in capitalised(text):
            if token.start < covered or any(a <= token.start < b for a, b in marks):
                continue
            end = max(
                keep.end_at(plain, token.start, token.facts.folded.split("'")[0]),
                own.end_at(plain, token.start, token.facts.folded.split("'")[0]),
            )
            if end > token.start and not self._titled(token):
                self.protected.append((token.start, end))
                covered = end
                continue
            self.tokens.append(token)

    def _titled(self, token: Token) -> bool:
        before = self.text[max(0, token.start - 6) : token.start].lower().split()
        return bool(before) and before[-1].strip(".") in self.lex.courtesy

    def find(self) -> Found:
        for run in runs(self.text, self.tokens):
            self._run(run)
        self._follow_known()
        self._lower_case_deceased()
        return self.found

    # Runs

    def _run(self, run: list[Token]) -> None:
        position = 0
        if fold(run[0].text) in _LEADING_PLACE and len(run) > 1:
            return
        while position < len(run):
            token = run[position]
            if self._is_title(run, position):
                taken = self._take(run, position + 1, strong=not self._is_weak(token))
                if taken:
                    self._titled_name(token, run[position + 1 : position + 1 + taken])
                    position += 1 + taken
                    continue
            elif not self._inside_organisation(run, position) or token.facts.folded in self.surnames:
                taken = self._untitled(run, position)
                if taken:
                    position += taken
                    continue
            position += 1

    def _is_weak(self, token: Token) -> bool:
        return token.facts.folded in self.lex.weak_titles

    def _is_title(self, run: list[Token], position: int) -> bool:
        token = run[position]
        if not token.facts.title or position + 1 >= len(run):
            return False
        following = run[position + 1].facts
        if token.facts.upper and len(token.text) <= 3:  # MS, DC, PC: also abbreviations
            return following.sure_given or (following.surname and not following.ordinary)
        return True

    def _take(self, run: list[Token], start: int, *, strong: bool) -> int:
        """How many tokens from `start` make up one name."""
        taken = 0
        only_given = True
        for token in run[start:]:
            facts = token.facts
            if facts.folded in self.names or token.joined and taken:
                pass
            elif facts.title and not (strong and not taken and not facts.role):
                break
            elif facts.initial:
                pass
            elif facts.term:
                break
            elif not taken:
                if strong:
                    if facts.folded in ("justice", "justices") or (facts.role and not facts.surname):
                        break
                elif facts.ordinary and (facts.role or facts.head or not (facts.given or facts.surname)):
                    break
            elif only_given:
                if facts.role and facts.ordinary and not strong:
                    break
                if facts.ordinary and not facts.surname:
                    break
            elif facts.ordinary or facts.place or facts.role:
                break
            if not (facts.given or facts.initial):
                only_given = False
            taken += 1
        while (
            taken and run[start + taken - 1].facts.initial and taken > 1 and not run[start + taken - 1].joined
        ):
            break
        return taken

    def _inside_organisation(self, run: list[Token], position: int) -> bool:
        """Whether a later word of the run makes an organisation or a term of the words before it."""
        for index in range(len(run) - 1, position, -1):
            facts = run[index].facts
            if facts.title and not facts.role:
                continue
            if facts.head or facts.eponym_head:
                after = run[index + 1].facts if index + 1 < len(run) else None
                if after is None or not after.role:
                    return not any(t.facts.title and not t.facts.role for t in run[position:index])
        tail = run[-1]
        following = _NEXT_WORD.match(self.text, tail.end) or _POSSESSED.match(self.text, tail.end)
        if following:
            word = following.group(1)
            folded = fold(word)
            possessive = self.text[tail.end] != " "
            if word[0].isupper() or not possessive:
                return (folded in self.lex.heads or folded in self.lex.eponym_heads) and folded not in (
                    "park",
                    "green",
                    "common",
                    "may",
                    "will",
                    "act",
                    "rise",
                    "care",
                    "found",
                    "order",
                    "point",
                    "place",
                    "service",
                    "services",
                    "sign",
                    "head",
                    "case",
                    "report",
                    "home",
                    "police",
                    "left",
                    "direction",
                    "model",
                )
        return False

    # Names

    def _titled_name(self, title: Token, name: list[Token]) -> None:
        folded = title.facts.folded
        staff = folded in self.lex.staff_titles or folded in self.lex.weak_titles
        kind: Kind = "staff" if staff else "person"
        if all(t.facts.initial for t in name):
            self._mask(name, "initials", NAME_WITHHELD, "title-initial")
            return
        if not staff and self._names_deceased(name):
            wrong = (folded in _FEMALE_TITLES and self.sex == "m") or (
                folded in ("mr", "master") and self.sex == "f"
            )
            if wrong:
                self._mask([title, *name], "family", FAMILY_MEMBER, "deceased-surname-other-title")
            else:
                self._mask([title, *name], "deceased", self._deceased_mark(), "deceased-titled")
            return
        self._mask(name, kind, NAME_WITHHELD, "title")

    def _untitled(self, run: list[Token], position: int) -> int:
        token = run[position]
        facts = token.facts
        if self._deceased_here(run, position):
            taken = max(1, self._take(run, position, strong=False))
            name = run[position : position + taken]
            if self._names_deceased(name):
                self._mask(name, "deceased", self._deceased_mark(), "deceased")
            elif any(t.facts.folded in self.surnames for t in name):
                self._mask(name, "family", FAMILY_MEMBER, "deceased-surname")
            else:
                self._mask(name, "person", NAME_WITHHELD, "pair")
            return taken
        if facts.term or facts.title:
            return 0
        before = self._before(run, position)
        taken = self._take(run, position, strong=False)
        if not taken:
            return 0
        name = run[position : position + taken]
        why = self._why(run, position, name, before)
        if not why:
            return 0
        kind: Kind = "person"
        if before in self.lex.family_roles:
            kind = "family"
        elif before in self.lex.staff_roles or self._after(name) in self.lex.staff_roles:
            kind = "staff"
        elif self._after(name) in self.lex.family_roles:
            kind = "family"
        self._mask(name, kind, NAME_WITHHELD, why)
        return taken

    def _why(self, run: list[Token], position: int, name: list[Token], before: str) -> str:
        """The rule by which these words are a name; "" when they are none."""
        first, last = name[0].facts, name[-1].facts
        whole = [t.facts for t in name]
        in_role = (
            before in self.lex.staff_roles
            or before in self.lex.family_roles
            or before in self.lex.person_nouns
        )
        verb = self._after(name) in self.lex.person_verbs
        start = starts_sentence(self.text, name[0].start)
        if (
            any(f.upper and not f.given and not f.surname and not f.initial for f in whole)
            and len(whole) == 1
        ):
            return ""
        if len(name) > 1:
            if first.sure_given and (last.surname or not last.ordinary):
                return "pair"
            if first.given and last.surname and not (last.ordinary or last.place):
                return "pair"
            if first.given and last.surname and (verb or in_role):
                return "pair"
            if first.initial and last.surname and not last.ordinary and not last.place:
                return "initial-surname"
            if in_role and not any(f.ordinary or f.place for f in whole):
                return "role"
            return ""
        if first.initial or first.place or first.head:
            return ""
        if first.sure_given:
            if before in ("at", "in", "near", "outside") and not verb:
                return ""
            return "given-name"
        if first.given and (in_role or (verb and not first.ordinary)):
            return "given-name"
        if first.given and not start and verb and first.ordinary and before not in _PLACE_WORDS:
            return "given-name"
        if not first.ordinary and not first.upper and in_role and before not in _PLACE_WORDS:
            return "role"
        if first.surname and not first.ordinary and not first.upper and not first.role:
            after = self._after(name)
            if after in (
                "said",
                "told",
                "stated",
                "explained",
                "confirmed",
                "accepted",
                "gave",
                "died",
                "agreed",
                "admitted",
            ):
                return "surname-verb"
        return ""

    def _deceased_here(self, run: list[Token], position: int) -> bool:
        facts = run[position].facts
        if facts.folded not in self.names:
            return False
        if not is_common_word(facts.folded):
            return True
        following = run[position + 1].facts.folded if position + 1 < len(run) else ""
        if following in self.names:
            return True
        token = run[position]
        if starts_sentence(self.text, token.start):
            return (
                self.text[token.end : token.end + 2] in ("'s", "’s")
                or self._after([token]) in self.lex.person_verbs
            )
        return not (facts.upper and len(run) > 3)

    def _names_deceased(self, name: list[Token]) -> bool:
        """Whether the words of one name are (in part at least) the deceased's, and no other given name."""
        words = [t.facts.folded for t in name]
        if not any(w in self.names or self._misspelt(t) for w, t in zip(words, name, strict=True)):
            return False
        strangers = [
            t
            for t in name
            if t.facts.folded not in self.names and not t.facts.initial and not self._misspelt(t)
        ]
        if not strangers:
            return True
        if words[-1] in self.surnames:
            return words[0] in self.names and words[0] not in self.surnames
        return False

    def _misspelt(self, token: Token) -> bool:
        folded = token.facts.folded
        if len(folded) < 5 or token.facts.ordinary or token.facts.place:
            return False
        return any(len(s) >= 5 and one_letter_apart(folded, s) for s in self.deceased.surnames)

    def _deceased_mark(self) -> str:
        return ONE_OF_SEVERAL_WHO_DIED if self.deceased.people > 1 else ONE_WHO_DIED

    # Surroundings

    def _before(self, run: list[Token], position: int) -> str:
        if position:
            return run[position - 1].facts.folded
        match = _WORD_BEFORE.search(self.text, max(0, run[0].start - 40), run[0].start)
        return fold(match.group(1)) if match else ""

    def _after(self, name: list[Token]) -> str:
        match = _WORD_AFTER.match(self.text, name[-1].end)
        return fold(match.group(1)) if match else ""

    def _mask(self, tokens: list[Token], kind: Kind, replacement: str, rule: str) -> None:
        start, end = tokens[0].start, tokens[-1].end
        self.found.spans.append(MaskedSpan(start, end, kind, replacement, rule))
        for token in tokens:
            facts = token.facts
            if not (facts.title or facts.initial or facts.ordinary or facts.role or len(facts.folded) < 3):
                self.known.setdefault(facts.folded, kind)

    # Second sweeps

    def _follow_known(self) -> None:
        taken = {(s.start, s.end) for s in self.found.spans}
        for token in self.tokens:
            facts = token.facts
            if any(a <= token.start < b for a, b in taken):
                continue
            kind = self.known.get(facts.folded)
            if kind and not facts.place:
                mark = (
                    self._deceased_mark()
                    if kind == "deceased"
                    else FAMILY_MEMBER
                    if kind == "family"
                    else NAME_WITHHELD
                )
                self.found.spans.append(MaskedSpan(token.start, token.end, kind, mark, "named-elsewhere"))
            elif (self.deceased or self.author) and self._late(token):
                continue

    def _late(self, token: Token) -> bool:
        """The coroner's own name, and the deceased's misspelt."""
        folded = token.facts.folded
        if folded in self.author and not token.facts.ordinary:
            self.found.spans.append(MaskedSpan(token.start, token.end, "staff", NAME_WITHHELD, "author"))
            return True
        if self._misspelt(token) and not token.facts.term:
            self.found.spans.append(
                MaskedSpan(token.start, token.end, "deceased", self._deceased_mark(), "deceased-misspelt")
            )
            self.found.doubts.append(
                Doubt(
                    token.start,
                    token.end,
                    token.text,
                    "one letter from the name of the person who died",
                    True,
                )
            )
            return True
        return False

    def _lower_case_deceased(self) -> None:
        lowered = self.text.lower()
        for name in self.names:
            if len(name) < 4 or is_common_word(name) or name not in lowered or len(lowered) != len(self.text):
                continue
            for match in re.finditer(rf"(?<![^\W_]){re.escape(name)}(?![^\W\d_])", lowered):
                if not self.text[match.start()].isupper():
                    self.found.spans.append(
                        MaskedSpan(
                            match.start(),
                            match.end(),
                            "deceased",
                            self._deceased_mark(),
                            "deceased-lower-case",
                        )
                    )
