"""Why a step of escalation can't be taken, in words for the person who asked."""


class EscalationError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""
