"""What a text is about: whether mental-health inpatient care, and in which settings of care or life.

Derived by rules from words, shown as derived, with the words that led to it. Pure functions, no database.
"""

from answerable.core.text.scope.inpatient import METHOD, Derived, derive_scope
from answerable.core.text.scope.settings import Setting, settings

__all__ = ["METHOD", "Derived", "Setting", "derive_scope", "settings"]
