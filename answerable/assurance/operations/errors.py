"""Why something can't be done, in words for the person who asked. Nothing was written when one is raised."""


class AssuranceError(ValueError):
    """The message is fit to be shown as it is."""


class OwnWorkError(AssuranceError):
    """Somebody tried to judge what their own body says or did. The attempt is logged."""


class OvertakenError(AssuranceError):
    """Something newer was recorded since the page was opened."""


class TooManyError(AssuranceError):
    """So much came from one place that no more is taken for a while."""
