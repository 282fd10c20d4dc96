"""Finds names of people in running text: by title, by role, by first name and surname, by who has died."""

from answerable.core.text.names.deceased import Deceased
from answerable.core.text.names.evidence import rule_for
from answerable.core.text.names.extent import is_weak, reach, titles_at
from answerable.core.text.names.kept import Kept, open_tokens
from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.spans import (
    FAMILY_MEMBER,
    NAME_WITHHELD,
    ONE_OF_SEVERAL_WHO_DIED,
    ONE_WHO_DIED,
    Doubt,
    Kind,
    MaskedSpan,
)
from answerable.core.text.names.surroundings import Surroundings, inside_organisation, is_place_name
from answerable.core.text.names.tokens import Token, runs, starts_sentence

_FEMALE_TITLES = frozenset(("mrs", "ms", "miss", "madam", "missus"))
_PRESENT = frozenset(
    ("is", "does", "may", "can", "will", "should", "would", "could", "might", "needs", "wants")
)
_YOUNG = frozenset(("baby", "infant", "child", "little", "young", "patient", "prisoner"))
_MALE_TITLES = frozenset(("mr", "master", "sir"))


class PeopleFinder:
    """One text's search. Build it, call `find`, read `spans` and `doubts`."""

    def __init__(
        self,
        text: str,
        deceased: Deceased,
        author: frozenset[str],
        keep: Kept,
        marks: list[tuple[int, int]],
        known: frozenset[str] = frozenset(),
    ) -> None:
        self.text = text
        self.deceased = deceased
        self.author = author
        self.spans: list[MaskedSpan] = []
        self.doubts: list[Doubt] = []
        self.known: dict[str, Kind] = dict.fromkeys(known, "person")
        self.things: set[int] = set()  # starts of words that belong to an organisation, a place or a term
        self.tokens = open_tokens(text, keep, marks, deceased.words)
        self.mark = ONE_OF_SEVERAL_WHO_DIED if deceased.people > 1 else ONE_WHO_DIED

    def find(self) -> None:
        for run in runs(self.text, self.tokens):
            position = 0
            while position < len(run):
                position += self._name_at(run, position) or 1

    def _name_at(self, run: list[Token], position: int) -> int:
        """Masks the name that begins at `position`, if one does: how many tokens it and its titles take."""
        titles = titles_at(run, position)
        if titles:
            sure = not is_weak(run[position + titles - 1])
            taken = reach(run, position + titles, sure=sure, names=self.deceased.surnames)
            last = position + titles
            if taken and (
                sure or not run[last].facts.head or run[last].facts.folded in self.deceased.surnames
            ):
                self._titled(run[position:last], run[last : last + taken])
                return titles + taken
            return titles
        if self._is_deceased(run, position):
            return self._deceased_at(run, position)
        token = run[position]
        if is_place_name(run, position) or inside_organisation(self.text, run, position):
            self.things.add(token.start)
            return 1
        return self._other_at(run, position)

    # Names with a title

    def _titled(self, titles: list[Token], name: list[Token]) -> None:
        folded = titles[-1].facts.folded
        courtesy = folded in lexicon().groups["courtesy_titles"]
        if all(t.facts.initial for t in name):
            if courtesy:
                self._hold_back(name, "initials", NAME_WITHHELD, "title-initial")
            else:
                self._doubt(name, "an initial, or a letter that stands for a name", masked=False)
        elif not self._belongs_to_deceased(name):
            self._hold_back(name, "person" if courtesy else "staff", NAME_WITHHELD, "title")
        elif (folded in _FEMALE_TITLES and self.deceased.sex == "m") or (
            folded in _MALE_TITLES and self.deceased.sex == "f"
        ):
            self._hold_back(name, "family", NAME_WITHHELD, "deceased-surname-other-title")
        else:
            self._hold_back([*titles, *name], "deceased", self.mark, "deceased-titled")
            if not courtesy:
                self._doubt(name, "the person who died, or a namesake at work", masked=True)

    # The person who died

    def _is_deceased(self, run: list[Token], position: int) -> bool:
        """Whether the word at `position` is the name of the person who died, not the word it may be."""
        token = run[position]
        facts = token.facts
        forename = facts.folded in self.deceased.forenames
        if not forename and facts.folded not in self.deceased.surnames:
            return False
        if position + 1 < len(run) and run[position + 1].facts.folded in self.deceased.words:
            return True
        around = self._around(run, position, 1)
        if (
            facts.folded in lexicon().groups["months"]
            and not around.owned
            and _is_month(self.text, token, around)
        ):
            return False
        thing = is_place_name(run, position) or inside_organisation(self.text, run, position)
        if facts.place or (forename and facts.folded not in self.deceased.surnames):
            also_a_thing = facts.place or facts.ordinary or facts.folded in lexicon().groups["ward_names"]
            if thing:
                stays = also_a_thing
                self._doubt(
                    [token],
                    "a word of the name of the person who died, here in another name",
                    masked=not stays,
                )
                if stays:
                    self.things.add(token.start)
                return not stays
            if not facts.ordinary or self._is_own_name(run, position, around):
                return True
            self._doubt(
                [token], "an ordinary word that is also a first name of the person who died", masked=False
            )
            return False
        if not facts.ordinary:
            if thing:
                self._doubt([token], "the surname of the person who died, here in another name", masked=True)
            return True
        return self._common_word_is_deceased(run, position, around, thing=thing)

    def _is_own_name(self, run: list[Token], position: int, around: Surroundings) -> bool:
        """Whether a forename that is an ordinary word too is meant as the name.

        It is, unless its neighbours show the word: "the Phoenix", "Will the ward", "Junior Doctor".
        """
        groups = lexicon().groups
        workers = groups["staff_roles"] | lexicon().titles
        following = run[position + 1].facts if position + 1 < len(run) else None
        if around.after in workers or (following and (following.role or following.head)):
            return False
        if around.owned or around.before == "that":
            return True
        if starts_sentence(self.text, run[position].start):
            return around.after not in groups["articles"] | groups["pronouns"]
        return around.before not in groups["articles"] or (
            around.acts and around.before not in ("the", "a", "an")
        )

    def _common_word_is_deceased(
        self, run: list[Token], position: int, around: Surroundings, *, thing: bool
    ) -> bool:
        token = run[position]
        alone = len(run) == 1 or (
            position == len(run) - 1 and run[0].facts.folded in _YOUNG and position == 1
        )
        if starts_sentence(self.text, token.start):
            answer = alone and (bool(around.owned) or (around.acts and around.after not in _PRESENT))
        else:
            stray = around.before in lexicon().groups["articles"]
            after_that = around.before == "that" and (around.acts or around.closed or bool(around.owned))
            answer = alone and not thing and (not stray or after_that)
        if not answer:
            self._doubt(
                [token], "an ordinary word that is also the surname of the person who died", masked=False
            )
        return answer

    def _deceased_at(self, run: list[Token], position: int) -> int:
        taken = max(1, reach(run, position, sure=True, names=self.deceased.words))
        name = run[position : position + taken]
        around = self._around(run, position, taken)
        if self._belongs_to_deceased(name):
            self._hold_back(name, "deceased", self.mark, "deceased")
        elif around.in_staff_role or around.beside_staff_role:
            self._hold_back(name, "staff", NAME_WITHHELD, "role")
        elif name[-1].facts.folded in self.deceased.surnames:
            self._namesake(name, around)
        else:
            self._hold_back(name, "person", NAME_WITHHELD, "pair")
        return taken

    def _namesake(self, name: list[Token], around: Surroundings) -> None:
        """Another person with the deceased's surname, most likely of the family."""
        mark = NAME_WITHHELD if around.in_family_role else FAMILY_MEMBER
        self._hold_back(name, "family", mark, "deceased-surname")

    def _belongs_to_deceased(self, name: list[Token]) -> bool:
        """Whether the words of one name are the deceased's, allowing for a slip and for names not known."""
        words = [t.facts.folded for t in name]
        mine = [
            w in self.deceased.words or w in self.deceased.pet_names or self.deceased.misspelt(t)
            for w, t in zip(words, name, strict=True)
        ]
        if not any(mine):
            return False
        if all(known or t.facts.initial for known, t in zip(mine, name, strict=True)):
            return True
        if words[0] in self.deceased.forenames:  # a second forename or a double surname that was not known
            return mine[-1] or len([m for m in mine if m]) > 1
        return words[-1] in self.deceased.surnames and not name[0].facts.given

    # Everyone else

    def _other_at(self, run: list[Token], position: int) -> int:
        token = run[position]
        if token.facts.title or (position and (token.facts.head or _ends_a_post(run, position))):
            return 0
        taken = reach(run, position, sure=False)
        if not taken:
            return 0
        around = self._around(run, position, taken)
        if token.facts.folded in lexicon().groups["months"] and _is_month(self.text, token, around):
            return 0
        name = run[position : position + taken]
        rule = rule_for(
            [t.facts for t in name],
            around,
            at_start=starts_sentence(self.text, token.start),
            double=name[-1].joined,
        )
        if rule.startswith("doubt"):
            self._doubt(name, rule.removeprefix("doubt: "), masked=False)
            return 1
        if not rule:
            return 0
        if name[-1].facts.folded in self.deceased.surnames and not (
            around.in_staff_role or around.beside_staff_role
        ):
            self._namesake(name, around)
            return taken
        kind: Kind = "person"
        if around.in_family_role or around.beside_family_role:
            kind = "family"
        elif around.in_staff_role or around.beside_staff_role:
            kind = "staff"
        if position == 1 and self._is_forename_after_role(run[0]):
            name = [run[0], *name]
        self._hold_back(name, kind, NAME_WITHHELD, rule)
        if rule in ("two-rare-words", "whole-line", "listed-with-year"):
            self._doubt(name, "perhaps a full name", masked=True)
        elif around.before == "the":
            self._doubt(name, "perhaps a place or a body called after a person", masked=True)
        return taken

    def _is_forename_after_role(self, token: Token) -> bool:
        """ "support worker Fennel Ardmoor": an ordinary word between a post and a surname is a first name."""
        facts = token.facts
        if not facts.ordinary or facts.role or facts.title or facts.head or token.start in self.things:
            return False
        before = Surroundings(self.text, token.start, token.end).before
        return before in lexicon().groups["staff_roles"] or before in lexicon().groups["post_words"]

    # Tools

    def _around(self, run: list[Token], position: int, taken: int) -> Surroundings:
        before = run[position - 1].facts.folded if position else ""
        return Surroundings(self.text, run[position].start, run[position + taken - 1].end, before)

    def _hold_back(self, tokens: list[Token], kind: Kind, replacement: str, rule: str) -> None:
        self.spans.append(MaskedSpan(tokens[0].start, tokens[-1].end, kind, replacement, rule))
        for facts in (t.facts for t in tokens):
            if not (facts.title or facts.initial or facts.ordinary or facts.role or len(facts.folded) < 3):
                self.known.setdefault(facts.folded, kind)

    def _doubt(self, tokens: list[Token], why: str, *, masked: bool) -> None:
        start, end = tokens[0].start, tokens[-1].end
        self.doubts.append(Doubt(start, end, self.text[start:end], why, masked))


def _ends_a_post(run: list[Token], position: int) -> bool:
    """ "Postgraduate Dean": an ordinary word after an ordinary word in one run, the last of it."""
    before, here = run[position - 1].facts, run[position].facts
    return (
        position == len(run) - 1
        and here.ordinary
        and before.ordinary
        and not (before.role or before.title or before.given)
    )


def _is_month(text: str, token: Token, around: Surroundings) -> bool:
    before = text[max(0, token.start - 8) : token.start].rstrip()
    after = text[token.end : token.end + 4].lstrip(" ,")
    return (
        after[:1].isdigit()
        or before[-1:].isdigit()
        or before[-2:] in ("st", "nd", "rd", "th")
        or (around.before in lexicon().groups["before_months"])
    )
