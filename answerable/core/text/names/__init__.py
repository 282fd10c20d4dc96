"""Names of people in published texts: finding them, holding them back, and saying what was done.

Pure functions, no database. Of what is doubtful, a probable name is held back until an
editor decides, and a probable other thing stays; both are listed.
"""

from answerable.core.text.names.addressee import mask_addressee
from answerable.core.text.names.audit import Audit
from answerable.core.text.names.deceased import deceased_tokens, names_of, surname_of
from answerable.core.text.names.masking import mask, people_named
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan

__all__ = [
    "Audit",
    "Doubt",
    "Masked",
    "MaskedSpan",
    "deceased_tokens",
    "mask",
    "mask_addressee",
    "names_of",
    "people_named",
    "surname_of",
]
