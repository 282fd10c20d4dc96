"""Why something can't be done, in words for the person who asked. Nothing was written when one is raised."""


class EffectError(ValueError):
    """Of measures, their dates, tests of effect and judgements. The message is fit to be shown as it is."""


class OwnImpactError(EffectError):
    """Somebody tried to judge whether what their own body did worked."""


class AlarmError(ValueError):
    """Of looking at alarms. The message is fit to be shown as it is."""
