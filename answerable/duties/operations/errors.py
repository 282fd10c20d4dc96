"""Why something about a duty can't be done, in words for the person who asked."""


class DutyError(ValueError):
    """The message is fit to be shown as it is. Nothing was written when one is raised."""
