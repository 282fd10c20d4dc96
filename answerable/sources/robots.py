"""Which paths a site asks robots to leave alone (RFC 9309), and how slowly it wants to be asked."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MOST_BYTES = 500 * 1024  # at least as much has to be read (2.5)
LONGEST_DELAY = 60  # seconds; a longer Crawl-delay, which no standard knows, counts as this
PRODUCT = "answerable"


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for us: (pattern, allowed). `delay` is in seconds."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: int = 0

    def allows(self, target: str) -> bool:
        """The longest rule that fits decides; of two as long, the one that allows (2.2.2)."""
        target = _normal(target)
        if target == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, target)]
        return max(fitting)[1] if fitting else True


EVERYTHING = Robots()
NOTHING = Robots((("/", False),))


def read_robots(body: bytes, product: str = PRODUCT) -> Robots:
    """What a robots.txt asks of `product`: its own groups together, or else those for everybody."""
    ours: list[tuple[str, bool]] = []
    others: list[tuple[str, bool]] = []
    delays: dict[bool, int] = {}
    named = for_all = False  # whom the group that is being read is for
    in_rules = is_named = False
    for raw in body[:MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        key, colon, value = raw.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                named = for_all = in_rules = False
            agent = re.match(r"[A-Za-z_-]*", value)
            named |= bool(agent and agent[0]) and agent is not None and agent[0].lower() == product
            for_all |= value == "*"
            is_named |= named
        elif key in ("allow", "disallow"):
            in_rules = True
            if value:
                rule = (_normal(value), key == "allow")
                ours += [rule] if named else []
                others += [rule] if for_all else []
        elif key == "crawl-delay":
            in_rules = True
            if re.fullmatch(r"\d{1,6}(?:\.\d*)?", value):
                seconds = min(LONGEST_DELAY, int(float(value) + 0.999))
                for ours_too, holds in ((True, named), (False, for_all)):
                    if holds:
                        delays[ours_too] = max(seconds, delays.get(ours_too, 0))
    return Robots(tuple(ours if is_named else others), delays.get(is_named, 0))


def _normal(path: str) -> str:
    """One spelling of a path: what needs no escaping has none, all else has (2.2.2)."""
    raw = re.sub(r"%2[Ff]", "%252F", path)  # an escaped slash is no slash
    return quote(unquote_to_bytes(raw), safe="/*$?&=+,;:@!'()~%")


def _fits(pattern: str, target: str) -> bool:
    """Whether a pattern with * and a final $ fits the beginning: one step a part, however many stars."""
    whole = pattern.endswith("$")
    parts = pattern.removesuffix("$").split("*")
    if not target.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if len(parts) == 1:
        return not whole or at == len(target)
    last = parts[-1]
    if whole:
        return target.endswith(last) and len(target) - len(last) >= at
    return target.find(last, at) >= 0
