"""Names of people in published texts: finding them, holding them back, and saying what was done.

Pure functions, no database. Rule for everything doubtful: hold back until an editor decides.
"""

from answerable.core.text.names.deceased import deceased_tokens, names_of, surname_of
from answerable.core.text.names.masking import mask
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan

__all__ = ["Doubt", "Masked", "MaskedSpan", "deceased_tokens", "mask", "names_of", "surname_of"]
