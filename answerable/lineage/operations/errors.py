"""Why something can't be done, in words for the editor who asked. Nothing was written when one is raised."""


class LineageError(ValueError):
    """The message is fit to be shown as it is."""


class DecisionError(LineageError):
    """The decision makes no sense as given: an unknown value, no reason, an entry that was withdrawn."""


class AlreadyDecidedError(DecisionError):
    """The subject has a standing decision, perhaps made a moment ago by somebody else."""


class OvertakenError(DecisionError):
    """The machine has read the words again since the suggestion was shown."""


class ExpectationError(LineageError):
    """The change to an expectation makes no sense as given."""


class RefusedGroupError(ExpectationError):
    """A person has refused a draft of exactly these entries: it does not come back."""


class ChangedSinceError(ExpectationError):
    """A later change touched the same rows and has to be taken back first. The message names it."""


class ContradictionError(LineageError):
    """The step makes no sense as given: a past date, no reason, resolved already."""
