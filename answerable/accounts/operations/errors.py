"""Why something can't be done to an account. Nothing was written when one is raised."""


class AccountError(ValueError):
    """The message is fit to be shown as it is."""


class LinkError(AccountError):
    """The link sets no password: unknown, used, replaced or too old."""


class CodeError(AccountError):
    """A code that is wrong, or was used before."""
