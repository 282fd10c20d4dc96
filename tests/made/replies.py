"""Published replies for tests: a report, letters in reply, and how to tell texts apart without the model."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from answerable.accounts.roles import PERMISSIONS, Role
from answerable.core.actors import Actor
from answerable.organisations.models import Organisation
from answerable.organisations.resolver import Resolver
from answerable.pipeline.replies import Taken, take_replies
from answerable.register.models import Report
from answerable.sources.drafts import ReplyDraft
from tests import make

TRUST = "Marrowdale Mental Health NHS Foundation Trust"
CONCERNS = (
    "The ward had no written rule on who checks the garden fence, and nobody had looked at the fence for"
    " eleven months before the patient climbed over it.",
    "Staff who worked at night had not been trained to use the alarm system, and three of them could not say"
    " where the alarm panel was kept.",
    "The family was not told of the change of medicine, although the care plan says that families are told of"
    " every change on the day it is made.",
)
LETTER = (
    "Thank you for your report of 14 March 2023.\n\n"
    "I would like to express my sincere condolences to the family of Wilfred Thornhill.\n\n"
    f"Concern 1: {CONCERNS[0]}\n\n"
    "We have introduced a written rule. Dr Odile Brackenbury and the estates team now walk along the fence"
    " every Monday.\n\n"
    "The rule will be reviewed by 30 June 2023.\n\n"
    f"Concern 2: {CONCERNS[1]}\n\n"
    "We do not accept this concern. All night staff were trained in January 2023.\n\n"
    "I hope this response is helpful."
)
WIDTH = 256


class Words:
    """Texts as bags of words: enough to tell these apart, and the same on every machine."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"[a-z]{4,}", text.lower()):
                rows[row, int.from_bytes(hashlib.sha256(word[:6].encode()).digest()[:2]) % WIDTH] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)


def editor(number: int = 1) -> Actor:
    """One of the register's team. Each number is another person."""
    return Actor(f"person:{700 + number}", PERMISSIONS[Role.EDITOR])


def report(
    *to: Organisation | None,
    texts: Sequence[str] = CONCERNS,
    deceased: Sequence[str] = ("Wilfred Thornhill",),
) -> Report:
    """A report of 14 March 2023 to these bodies."""
    return make.report(texts=texts, to=to, deceased=deceased, url="https://example.org/reports/one/")


def draft(of: Report, text: str = LETTER, *, written_by: str = TRUST, url: str = "") -> ReplyDraft:
    return ReplyDraft(
        where="row 2",
        text=text,
        reference=of.publisher_reference,
        report_url=of.url,
        url=url or "https://example.org/replies/Response-from-Trust-2-May-2023.pdf",
        written_by=written_by,
    )


def take(*drafts: ReplyDraft) -> Taken:
    """As a table of these replies is taken in."""
    return take_replies(
        drafts,
        make.document("a table of replies"),
        adapter="reply_table/1",
        resolver=Resolver.from_database(),
        encoder=Words(),
    )


REPORT_DAY = dt.date(2023, 3, 14)
REPLY_DAY = dt.date(2023, 5, 2)
