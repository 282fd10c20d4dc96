"""Why something about notices or mail can't be done, in words for the person who asked."""


class NoticeError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""
