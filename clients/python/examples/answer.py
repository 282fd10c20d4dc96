"""Lays the same answer to every duty of one body that is open and unanswered before those who sign.

    ANSWERABLE_KEY=ans_... python answer.py https://register.example B-7KQ2M9XA4 in_full "It is in force."

The key needs ANSWER_DRAFT. Nothing is submitted here: a person signs and submits in the workspace, or with
`draft_submit`. Stopped half-way and run again, it does nothing twice.
"""

import os
import sys
import uuid

from answerable_client import Register
from answerable_client.records import ContentIn, DutyOut, PartIn

SPACE = uuid.UUID("6d6f1f0e-8f0b-4a52-9a37-2f4f3c9c2a11")  # names of this program's requests


def main(address: str, key: str, body: str, stance: str, words: str) -> None:
    work = Register(address, key=key).work
    print(f"{work.mine().person} writes for {body}")
    for line in work.duties(body):
        if line.closed or line.draft is not None or work.duty(body, line.duty).answers:
            continue
        content = said(work.duty(body, line.duty), stance, words)
        draft = work.draft_begin(
            body, duties=(line.duty,), content=content, request=named("begin", line.duty, words)
        )
        for fault in draft.faults:
            print(f"  {fault.entry or line.duty}: {fault.why}")
        if not draft.faults:
            work.draft_ask(
                body,
                draft.draft,
                revision=draft.revision,
                request=named("ask", line.duty, words),
            )
            print(f"{line.duty}: draft {draft.draft} waits for a signature")


def said(duty: DutyOut, stance: str, words: str) -> ContentIn:
    """The same of each thing that the duty asks."""
    parts = (PartIn(duty=one.duty, entry=one.entry, stance=stance, words=words) for one in duty.things)
    return ContentIn(parts=tuple(parts))


def named(what: str, duty: str, words: str) -> str:
    """The same name for the same request, in whichever run it is sent."""
    return str(uuid.uuid5(SPACE, f"{what} {duty} {words}"))


if __name__ == "__main__":
    main(sys.argv[1], os.environ["ANSWERABLE_KEY"], *sys.argv[2:5])
