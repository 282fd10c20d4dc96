"""How well published replies are read, on labels made by reading them, from what the register holds.

Each line of the labels is one reply: its report's reference, a hash of its text, who wrote it, and of each
thing asked whether it is answered, by which stretches of the text, and with what stance.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from answerable.duties.models import ReplyMatch, ReplyText
from answerable.duties.replies.evaluation import Case, figures
from answerable.lineage.labelled import BadLabelsError, lines_of

HASHED = 16  # characters of a SHA-256
Key = tuple[str, str]  # report's reference and hash: one text may answer two reports
HALVES = ("tuned_on", "held_out")


def evaluate_replies(path: Path) -> dict[str, Any]:
    """Figures for the whole and for each half. Raises BadLabelsError: also where the register holds none."""
    labels = _read(path)
    held = {
        (
            text.reply.report.publisher_reference,
            hashlib.sha256(text.original.encode()).hexdigest()[:HASHED],
        ): text
        for text in ReplyText.objects.filter(superseded_at__isnull=True).select_related(
            "reply__organisation", "reply__report"
        )
    }
    if not any(_key(label) in held for label in labels):
        raise BadLabelsError("The register holds none of these replies: take them in first.")
    found: dict[str, Any] = {"replies": len(labels), **_people(labels, held)}
    for name in ("all", *HALVES):
        chosen = [label for label in labels if name in ("all", label["half"])]
        found[name] = {"replies": len(chosen), **figures(_cases(chosen, held))}
    return found


def _read(path: Path) -> list[dict[str, Any]]:
    labels = []
    for where, label in lines_of(path):
        try:
            ready = [label["report"], label["text"], label["half"], label["writer"]]
            ready += [(each["position"], each["verdict"]) for each in label["concerns"]]
        except (KeyError, TypeError) as error:
            raise BadLabelsError(f"{where}: it is no label of a reply ({error}).") from error
        labels.append(label)
    return labels


def _key(label: dict[str, Any]) -> Key:
    return label["report"], label["text"]


def _people(labels: Sequence[dict[str, Any]], held: dict[Key, ReplyText]) -> dict[str, int]:
    """How many replies were put to their report, and whose writer is right, wrong or left to a person."""
    reports = right = wrong = waiting = 0
    for label in labels:
        text = held.get(_key(label))
        if text is None:
            continue
        reports += 1
        body = text.reply.organisation
        if body is None:
            waiting += 1
        elif label["writer"] in {body.name, *body.names.values_list("text", flat=True)}:
            right += 1
        else:
            wrong += 1
    return {
        "report found": reports,
        "writer right": right,
        "writer wrong": wrong,
        "writer left to a person": waiting,
    }


def _cases(labels: Iterable[dict[str, Any]], held: dict[Key, ReplyText]) -> list[Case]:
    cases = []
    for label in labels:
        text = held.get(_key(label))
        matches = (
            {
                row.entry.position: row
                for row in ReplyMatch.objects.filter(text=text, superseded_at__isnull=True).select_related(
                    "entry"
                )
            }
            if text
            else {}
        )
        for concern in label["concerns"]:
            match = matches.get(concern["position"])
            cases.append(
                Case(
                    verdict=concern["verdict"],
                    by=tuple((a, b) for a, b in concern.get("by", ())),
                    may=tuple((a, b) for a, b in concern.get("may", ())),
                    stance=concern.get("stance", ""),
                    proposed=_stretches(match) if match else None,
                    proposed_stance=match.stance if match else "",
                )
            )
    return cases


def _stretches(match: ReplyMatch) -> tuple[tuple[int, int], ...]:
    passages = match.text.passages
    return tuple((passages[at]["start"], passages[at]["end"]) for at in match.passages)
