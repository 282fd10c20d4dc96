"""What waits for assurers, issuers, the lived-experience panel, and those who answer challenges."""

from answerable.assurance.queries import work
from answerable.core.actors import Actor
from answerable.website.formats import counted
from answerable.workspace.presenters.work import Work
from answerable.workspace.security import ROOT


def needs(by: Actor) -> list[Work]:
    found: list[Work] = []
    if "ASSURANCE_READ" in by.permissions:
        found += _of_assurers(by)
    if "ADEQUACY_JUDGE" in by.permissions:
        found += _of_issuers(by)
    if "PANEL_READ" in by.permissions and (open_now := work.awaiting_view().count()):
        found.append(
            Work(
                "Views of the panel",
                "Is it any different for those it is about?",
                f"{ROOT}/panel",
                f"{counted(open_now, 'duty', 'duties')} without a view",
            )
        )
    if "CHALLENGE_ANSWER" in by.permissions and (open_now := work.challenges_for(by).count()):
        found.append(
            Work(
                "Challenges",
                "Is the register wrong?",
                f"{ROOT}/challenges",
                f"{counted(open_now, 'challenge')} without an answer",
            )
        )
    return found


def _of_assurers(by: Actor) -> list[Work]:
    parts = {
        "claim": work.claims_to_look_at(by).count(),
        "look that is due": work.rechecks_due(by).count(),
        "verdict on evidence that was withdrawn": work.verdicts_shaken(by).count(),
    }
    plurals = ("claims", "looks that are due", "verdicts on evidence that was withdrawn")
    words = [
        counted(count, one, many) for (one, count), many in zip(parts.items(), plurals, strict=True) if count
    ]
    if not words:
        return []
    return [Work("Verify", "Was it really done, and did it last?", f"{ROOT}/verify", ", ".join(words))]


def _of_issuers(by: Actor) -> list[Work]:
    replies, closures = work.replies_to_judge(by).count(), work.to_close(by).count()
    words = []
    if replies:
        words.append(f"{counted(replies, 'reply', 'replies')} to judge")
    if closures:
        words.append(f"{counted(closures, 'duty', 'duties')} found done, to close")
    if not words:
        return []
    return [
        Work(
            "Replies to what you asked",
            "Does the reply answer it? Can it be closed?",
            f"{ROOT}/judge",
            ", ".join(words),
        )
    ]
