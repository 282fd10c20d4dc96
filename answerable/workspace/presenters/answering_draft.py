"""A draft answer as it is written, and as the public will see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.duties.content import Asked, Content, Said, faults, left_open, read_content
from answerable.duties.models import AnswerDocument, Draft, Duty, Stance
from answerable.duties.operations import asked_of
from answerable.duties.words import published_words
from answerable.organisations.models import Organisation
from answerable.website.formats import long_date
from answerable.workspace.presenters.answering import words_of


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked, with what the draft says of it."""

    key: str
    duty: str
    entry: str
    publisher: str
    asked: str
    said: Said
    newer: Said | None  # what somebody else saved meanwhile, where it differs


@dataclass(frozen=True, slots=True)
class DraftPage:
    draft: Draft
    revision: int
    content: Content
    newer: Content | None
    fields: tuple[Field, ...]
    saved: str
    documents: tuple[AnswerDocument, ...]
    many: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One thing asked and the answer to it, in the words that will be public."""

    key: str
    duty: str
    asked: str
    stance: str
    words: str
    elevated_to: str
    masked: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    draft: Draft
    words: str
    masked: bool
    previews: tuple[Preview, ...]
    unanswered: tuple[Preview, ...]
    faults: tuple[tuple[str, str], ...]
    history: tuple[str, ...]
    documents: tuple[AnswerDocument, ...]


def duties_of(draft: Draft) -> list[Duty]:
    return list(draft.duties.select_related("entry__report__publisher", "holder").order_by("pk"))


def documents_of(draft: Draft) -> tuple[AnswerDocument, ...]:
    return tuple(draft.documents.filter(removed_at__isnull=True).select_related("upload"))


def draft_page(draft: Draft, content: Content | None = None, newer: Draft | None = None) -> DraftPage:
    """`content`: what somebody typed, where the draft holds else. `newer`: what stands in its way."""
    held = content or read_content(draft.content)
    other = read_content(newer.content) if newer else None
    duties = duties_of(draft)
    asked = asked_of(duties)
    texts = words_of([one.entry.pk for one in asked])
    fields = []
    for one in asked:
        own = held.parts.get(one.key, Said())
        theirs = other.parts.get(one.key, Said()) if other else None
        fields.append(
            Field(
                key=one.key,
                duty=one.duty.reference,
                entry=one.entry.reference,
                publisher=one.duty.entry.report.publisher.name,
                asked=texts.get(one.entry.pk, ""),
                said=own,
                newer=theirs if theirs is not None and theirs != own else None,
            )
        )
    by = draft.saved_by if newer is None else newer.saved_by
    at = draft.saved_at if newer is None else newer.saved_at
    return DraftPage(
        draft=draft,
        revision=(newer or draft).revision,
        content=held,
        newer=other,
        fields=tuple(fields),
        saved=f"{long_date(at)}, by {names_of([by]).get(by, by)}",
        documents=documents_of(draft),
        many=len(asked) > 1,
    )


def check_page(draft: Draft) -> CheckPage:
    content = read_content(draft.content)
    asked = asked_of(duties_of(draft))
    texts = words_of([one.entry.pk for one in asked])
    bodies = dict(
        Organisation.objects.filter(
            reference__in={said.elevated_to for said in (content.all, *content.parts.values())}
        ).values_list("reference", "name")
    )
    open_keys = {one.key for one in left_open(content, asked)}
    public: dict[str, str] = {}

    def preview(one: Asked) -> Preview:
        said = content.said_of(one.duty.pk, one.entry.pk) or Said()
        if said.words not in public:
            public[said.words] = published_words(said.words)
        return Preview(
            key=one.key,
            duty=one.duty.reference,
            asked=texts.get(one.entry.pk, ""),
            stance=str(Stance(said.stance).label) if said.stance else "",
            words=public[said.words],
            elevated_to=bodies.get(said.elevated_to, ""),
            masked=public[said.words] != said.words,
        )

    shown = [preview(one) for one in asked]
    words = published_words(content.words)
    return CheckPage(
        draft=draft,
        words=words,
        masked=words != content.words,
        previews=tuple(one for one in shown if one.key not in open_keys),
        unanswered=tuple(one for one in shown if one.key in open_keys),
        faults=_faults(content, asked, texts),
        history=_history(draft),
        documents=documents_of(draft),
    )


def _faults(content: Content, asked: Sequence[Asked], texts: dict[int, str]) -> tuple[tuple[str, str], ...]:
    about = {one.key: f"{one.duty.reference}: {texts.get(one.entry.pk, '')[:80]}" for one in asked}
    return tuple((about.get(key, "The answer to all"), why) for key, why in faults(content, asked))


def _history(draft: Draft) -> tuple[str, ...]:
    rows = list(draft.sign_offs.all())
    names = names_of({row.by for row in rows})
    return tuple(
        f"{long_date(row.recorded_at)}, {names.get(row.by, row.by)}: {row.get_verdict_display()}"
        + (f", “{row.words}”" if row.words else "")
        + ("" if row.revision == draft.revision else " (of an earlier text)")
        for row in rows
    )
