"""A kind of work, with what is open of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work, as a row of a list."""

    title: str
    about: str
    href: str
    open: str
    done: str = ""
    agreed: str = ""
