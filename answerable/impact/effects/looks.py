"""How the 5% is shared out among looks, so that looking often enough does not find an effect that is none.

The planned looks spend nine tenths of it, later ones more than earlier ones, as there is more to see then:
Kim and DeMets' power family (Biometrika 74, 1987) with exponent 2, of which look k of K gets (2k - 1) / K².
The last tenth is kept for looks that nobody planned: each takes half of what is left. Each look is tested by
itself at its share, whose sum is never over 5% (Bonferroni), however the looks hang together.
"""

TOTAL = 0.05
PLANNED = 0.9 * TOTAL


def share(look: int, planned: int) -> float:
    """What look `look` (from 1) may spend, of `planned`."""
    if look < 1 or planned < 1:
        raise ValueError("looks are counted from 1, and one is planned at least")
    if look <= planned:
        return PLANNED * (2 * look - 1) / planned**2
    return (TOTAL - PLANNED) * 0.5 ** (look - planned)
