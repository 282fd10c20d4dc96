"""Why a file can't be kept, in words for the person who sent it."""


class UploadError(ValueError):
    """The message is fit to be shown as it is. No bytes were kept when one is raised."""
