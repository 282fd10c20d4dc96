"""Why something leaves the register, or comes back: the public reads it in the place of what is gone."""

from answerable.core.text.names import mask, people_named
from answerable.register.models import Report
from answerable.register.operations.errors import PublishingError
from answerable.register.operations.plain import names_kept

LONGEST = 300  # characters


def public_reason(report: Report, why: str, missing: str) -> str:
    """The reason in one line. `report` with its publisher.

    Raises PublishingError: `missing` where there is none, a longer one than is kept, or what looks like the
    name of a person.
    """
    reason = " ".join(why.split())
    if not reason:
        raise PublishingError(missing)
    if len(reason) > LONGEST:
        raise PublishingError(f"Say why in at most {LONGEST} characters.")
    kept = names_kept(report)
    masked = mask(
        reason,
        deceased=report.deceased,
        author=report.author,
        keep=kept,
        people=people_named([reason], keep=kept),
    )
    if masked.spans:
        span = masked.spans[0]
        raise PublishingError(
            f"“{reason[span.start : span.end]}” looks like a name or a way to reach somebody. Say it without."
        )
    return reason
