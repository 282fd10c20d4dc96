"""What may be said of each kind of subject, and how it reads."""

from answerable.core.text.scope.wordlists import words
from answerable.lineage.about.places import INPATIENT
from answerable.lineage.about.populations import populations
from answerable.lineage.models import Kind, Relation
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.register.models import Report


def values_of(kind: str) -> frozenset[str]:
    """The values that a subject of this kind can have; none for a kind that is unknown."""
    if kind == Kind.LINK:
        return frozenset(Relation.values)
    if kind == Kind.THEME:
        return frozenset(taxonomy().keys)
    if kind == Kind.SETTING:
        return frozenset({INPATIENT, *words().settings})
    if kind == Kind.POPULATION:
        return frozenset(populations().keys)
    return frozenset(Report.Scope.values) if kind == Kind.SCOPE else frozenset()


def label_of(kind: str, value: str) -> str:
    """A value in plain words: "Risk assessment", "asks the same as". The value itself where it is unknown."""
    if value not in values_of(kind):
        return value
    if kind == Kind.LINK:
        return str(Relation(value).label)
    if kind == Kind.THEME:
        return taxonomy().theme(value).name
    if kind == Kind.POPULATION:
        return populations().named(value).name
    if kind == Kind.SCOPE:
        return str(Report.Scope(value).label)
    return value.replace("-", " ").capitalize()
