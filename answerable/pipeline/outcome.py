"""What a run of ingesting came to, for people and for machines."""

from dataclasses import dataclass, field

from answerable.sources.drafts import LeftOut


@dataclass(slots=True)
class Outcome:
    """What a run came to."""

    documents: int = 0
    reports: int = 0
    entries: int = 0
    duties: int = 0
    new_reports: int = 0
    new_entries: int = 0
    replies: int = 0
    new_replies: int = 0  # or new versions of some
    figures: int = 0  # files of figures that were loaded
    new_bodies: int = 0
    new_places: int = 0  # claims on places of care
    changed: bool = False
    left_out: list[LeftOut] = field(default_factory=list)
    warnings: list[LeftOut] = field(default_factory=list)
    failed: list[LeftOut] = field(default_factory=list)
    publishers: set[str] = field(default_factory=set)  # made sure of in this run

    def as_json(self) -> dict[str, object]:
        def plain(remarks: list[LeftOut]) -> list[dict[str, str]]:
            return [{"where": remark.where, "why": remark.why} for remark in remarks]

        return {
            "documents": self.documents,
            "entries": self.entries,
            "duties": self.duties,
            "left_out": plain(self.failed + self.left_out),
            "warnings": plain(self.warnings),
            "reports": self.reports,
            "new_reports": self.new_reports,
            "new_entries": self.new_entries,
            "replies": self.replies,
            "new_replies": self.new_replies,
        }

    def in_words(self) -> str:
        lines = [
            f"{_counted(self.documents, 'document')}: {_counted(self.reports, 'report')}, "
            f"{_counted(self.entries, 'entry', 'entries')}, {_counted(self.duties, 'duty', 'duties')}. "
            f"New: {_counted(self.new_reports, 'report')}, {_counted(self.new_entries, 'entry', 'entries')}."
        ]
        if self.replies:
            replies = _counted(self.replies, "published reply", "published replies")
            lines.append(f"{replies}. New or changed: {self.new_replies:,}.")
        for title, remarks in (
            ("Could not be read", self.failed),
            ("Left out", self.left_out),
            ("Warnings", self.warnings),
        ):
            if remarks:
                lines.append(f"{title} ({len(remarks):,}):")
                lines += [f"  {remark.where}: {remark.why}" for remark in remarks[:40]]
                if len(remarks) > 40:
                    lines.append(f"  and {len(remarks) - 40:,} more; --json lists all")
        return "\n".join(lines)


def _counted(value: int, one: str, many: str = "") -> str:
    return f"{value:,} {one if value == 1 else many or one + 's'}"
