"""Why something in oversight can't be done, in words for the person who asked."""


class EscalationError(ValueError):
    """The message is fit to be shown as it is. Nothing was written."""


class CoordinationError(ValueError):
    """Why a group, work under way or a consolidation can't be changed so. Nothing was written."""


class SuccessionError(ValueError):
    """Why duties of a body that closed can't pass so. Nothing was written."""


class PriorityError(ValueError):
    """Why something in a priority exercise can't be done. Nothing was written."""


class AssessmentError(ValueError):
    """Why an impact assessment can't be kept so. Nothing was written."""
