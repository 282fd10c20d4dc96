"""Subjects: one question that has one answer at a time, spelt so that it is always the same string."""

from answerable.register.models import Entry, Report


def link_subject(a: Entry, b: Entry) -> str:
    """How two entries stand to each other, whichever is named first."""
    return link_between(a.reference, b.reference)


def link_between(a: str, b: str) -> str:
    """As `link_subject`, of two references."""
    first, second = sorted((a, b))
    return f"link:{first}:{second}"


def theme_subject(entry: Entry, key: str) -> str:
    return f"theme:{entry.reference}:{key}"


def setting_subject(entry: Entry, key: str) -> str:
    return f"setting:{entry.reference}:{key}"


def population_subject(entry: Entry, key: str) -> str:
    return f"population:{entry.reference}:{key}"


def scope_subject(report: Report) -> str:
    return f"scope:{report.reference}"


def themes_item(entry: Entry) -> str:
    """What a hold is on while all themes of an entry are judged at once."""
    return f"themes:{entry.reference}"
