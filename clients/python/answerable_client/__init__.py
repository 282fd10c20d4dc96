"""Reads a register of patient-safety recommendations, and answers in it.

from answerable_client import Register

register = Register("https://register.example")
for entry in register.entries(q="observation", scope="yes"):
    print(entry.reference, entry.text)
"""

from answerable_client import errors
from answerable_client.bulk import Bulk, BulkFile
from answerable_client.errors import AnswerableError, ProblemError
from answerable_client.lists import Listed
from answerable_client.register import Register
from answerable_client.transport import Patience

__all__ = [
    "AnswerableError",
    "Bulk",
    "BulkFile",
    "Listed",
    "Patience",
    "ProblemError",
    "Register",
    "errors",
]
