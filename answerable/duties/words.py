"""What people type about a duty, as it may be published: names of people and contact details withheld."""

from collections.abc import Iterable

from answerable.core.text.names import mask, people_named


def published_words(text: str, *, keep: Iterable[str] = ()) -> str:
    """The words as the public may read them. The caller keeps the original beside them, for editors.

    `keep`: names of bodies and places that stay, though they hold a person's name. Words that are public
    already come back as they are.
    """
    kept = tuple(name for name in keep if name)
    return mask(text, keep=kept, people=people_named([text], keep=kept)).text
