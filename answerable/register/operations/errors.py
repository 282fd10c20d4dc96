"""Why a report can't be published, corrected or withdrawn. Nothing was written when one is raised."""


class PublishingError(ValueError):
    """The message is fit to be shown as it is."""


class OvertakenError(PublishingError):
    """Somebody else saved or published it since it was read."""
