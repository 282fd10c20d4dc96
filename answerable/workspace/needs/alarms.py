"""What was asked again after it was said to be done, and nobody has looked at."""

from answerable.core.actors import Actor
from answerable.impact.models import Alarm
from answerable.impact.queries.recurrence import open_alarms
from answerable.website.formats import counted
from answerable.workspace.presenters.alarms import HERE
from answerable.workspace.presenters.work import Work


def needs(by: Actor) -> list[Work]:
    if "ALARM_REASSESS" not in by.permissions:
        return []
    waiting = open_alarms(by.belongs_to)
    count = waiting.count()
    if not count:
        return []
    same = waiting.filter(reach=Alarm.Reach.SAME_BODY).count()
    about = f"{counted(count, 'alarm')}, {same:,} of the same body"
    return [Work("Asked again", "It was said to be done: did it last?", HERE, about)]
