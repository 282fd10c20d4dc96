"""Several measures shown together: the more are looked at, the more stand out by chance."""

from collections.abc import Sequence


def holm(ps: Sequence[float], alpha: float = 0.05) -> list[bool]:
    """For each p value, whether it still stands among all (Holm, Scandinavian Journal of Statistics 6, 1979).

    The chance that any of them stands by chance alone is alpha at most, however they hang together.
    """
    order = sorted(range(len(ps)), key=ps.__getitem__)
    stands = [False] * len(ps)
    for place, each in enumerate(order):
        if ps[each] > alpha / (len(ps) - place):
            break
        stands[each] = True
    return stands


def scaled_p(p: float, share: float, total: float = 0.05) -> float:
    """A p value of a look that may spend `share`, as if it might spend the whole: to be put beside others."""
    return min(1.0, p * total / share)
