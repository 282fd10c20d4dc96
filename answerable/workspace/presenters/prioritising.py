"""Priority exercises as those who run them and those who score them see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from answerable.accounts.models import Person
from answerable.lineage.models import Wording
from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.oversight.models import Exercise, Item, Scorer
from answerable.oversight.priorities.definitions import definitions
from answerable.oversight.priorities.record import REGISTER, CriterionRecord, ExerciseRecord, ScoreRecord
from answerable.oversight.queries.assessments import assessment_of_expectation
from answerable.oversight.queries.exercises import record_of
from answerable.website.formats import long_date
from answerable.website.presenters.priorities import ExercisePage, exercise_page
from answerable.website.presenters.priority_words import STATES, number
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/priorities"
SCORING = f"{ROOT}/scoring"
_FOUND = 20


@dataclass(frozen=True, slots=True)
class ExerciseLine:
    """One exercise in a list."""

    href: str
    title: str
    reference: str
    state: str
    when: str


@dataclass(frozen=True, slots=True)
class WeightRow:
    """One criterion in the form of weights; blank where the exercise leaves it out."""

    code: str
    title: str
    question: str
    filled_by: str
    weight: str
    why: str


@dataclass(frozen=True, slots=True)
class ScorerRow:
    key: int
    name: str
    role: str
    interests: str
    given: int
    of: int
    ended: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """One exercise before its overseer."""

    exercise: Exercise
    shown: ExercisePage
    here: str
    state: str
    draft: bool
    open: bool
    closed: bool
    weights: tuple[WeightRow, ...]
    total: str
    items: tuple[tuple[int, str, str], ...]  # (order, reference, text)
    scorers: tuple[ScorerRow, ...]
    unscored: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    found: tuple[ExpectationShown, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One expectation on a scorer's sheet."""

    href: str
    text: str
    given: int
    of: int


@dataclass(frozen=True, slots=True)
class Sheet:
    record: ExerciseRecord
    here: str
    interests: str
    lines: tuple[SheetLine, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion before a scorer, with what they gave or typed."""

    criterion: CriterionRecord
    choices: tuple[tuple[str, str], ...]
    value: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """One expectation before a scorer."""

    here: str
    sheet: str
    reference: str
    text: str
    facts: tuple[tuple[str, str, str], ...]  # (criterion, value, sentence) that the register fills
    questions: tuple[Question, ...]
    assessment: str  # address of its impact assessment
    place: int
    of: int
    next: str


def exercise_line(exercise: Exercise, base: str = HERE) -> ExerciseLine:
    state = Exercise.State(exercise.state)
    at = exercise.ended_at or exercise.closed_at or exercise.opened_at or exercise.recorded_at
    return ExerciseLine(
        f"{base}/{exercise.reference}", exercise.title, exercise.reference, STATES[state], long_date(at)
    )


def run_page(exercise: Exercise, typed: Mapping[str, str] | None = None, search: str = "") -> RunPage:
    """`typed`: the form of weights as it was sent, where that was refused."""
    record = record_of(exercise)
    held = {one.code: one for one in record.criteria}
    return RunPage(
        exercise=exercise,
        shown=exercise_page(record),
        here=f"{HERE}/{exercise.reference}",
        state=STATES[Exercise.State(exercise.state)],
        draft=exercise.state == Exercise.State.DRAFT,
        open=exercise.state == Exercise.State.OPEN,
        closed=exercise.state == Exercise.State.CLOSED,
        weights=tuple(
            WeightRow(
                code=one.code,
                title=one.title,
                question=one.question,
                filled_by="People" if one.filled_by == "people" else "The register",
                weight=_typed(
                    typed, f"weight-{one.code}", number(held[one.code].weight) if one.code in held else ""
                ),
                why=_typed(typed, f"why-{one.code}", held[one.code].why if one.code in held else ""),
            )
            for one in definitions().values()
        ),
        total=number(sum((one.weight for one in record.criteria), Decimal())),
        items=tuple((at, one.expectation, one.text) for at, one in enumerate(record.items, start=1)),
        scorers=_scorers(exercise, record),
        unscored=tuple(one.title for one in record.unscored if one.by_people),
        themes=tuple((theme.key, theme.name) for theme in taxonomy().themes),
        found=tuple(_search(search)),
    )


def _typed(typed: Mapping[str, str] | None, name: str, held: str) -> str:
    return held if typed is None else typed.get(name, "")


def _scorers(exercise: Exercise, record: ExerciseRecord) -> tuple[ScorerRow, ...]:
    rows = list(exercise.scorers.select_related("organisation").order_by("pk"))
    names = {one.identifier: one.name for one in Person.objects.filter(pk__in=[_key(row) for row in rows])}
    of = len(record.items) * sum(one.by_people for one in record.criteria)
    return tuple(
        ScorerRow(
            key=row.pk,
            name=names.get(row.person, row.person),
            role=record.scorers[at].called,
            interests=row.interests,
            given=sum(one.scorer == at + 1 for one in record.scores),
            of=of,
            ended=row.ended_why,
        )
        for at, row in enumerate(rows)
    )


def _key(row: Scorer) -> int:
    plain = row.person.removeprefix("person:")
    return int(plain) if plain.isdigit() else 0


def _search(words: str) -> Sequence[ExpectationShown]:
    """Expectations whose words hold all of these; live ones alone."""
    if not words.split():
        return []
    rows = Wording.objects.filter(superseded_at__isnull=True)
    for word in words.split()[:8]:
        rows = rows.filter(text__icontains=word)
    keys = list(rows.order_by("expectation_id").values_list("expectation_id", flat=True)[: 4 * _FOUND])
    shown = expectations_shown(keys)
    return [shown[key] for key in keys if key in shown and shown[key].live][:_FOUND]


def sheet(exercise: Exercise, scorer: Scorer) -> Sheet:
    record = record_of(exercise)
    mine = _number(exercise, scorer)
    asked = sum(one.by_people for one in record.criteria)
    here = f"{SCORING}/{exercise.reference}"
    return Sheet(
        record=record,
        here=here,
        interests=scorer.interests,
        lines=tuple(
            SheetLine(
                f"{here}/{place}",
                item.text,
                sum(one.scorer == mine and one.item == item.expectation for one in record.scores),
                asked,
            )
            for place, item in enumerate(record.items, start=1)
        ),
        closed=exercise.state != Exercise.State.OPEN,
    )


def item_sheet(
    exercise: Exercise, scorer: Scorer, item: Item, place: int, typed: Mapping[str, str] | None = None
) -> ItemSheet:
    """Without what others gave: a scorer sees that only once scoring is closed."""
    record = record_of(exercise)
    mine = _number(exercise, scorer)
    key = item.expectation.reference
    own = {one.criterion: one for one in record.scores if one.item == key and one.scorer == mine}
    filled = {one.criterion: one for one in record.scores if one.item == key and one.scorer == REGISTER}
    here = f"{SCORING}/{exercise.reference}"
    held = assessment_of_expectation(item.expectation_id)
    return ItemSheet(
        here=f"{here}/{place}",
        sheet=here,
        reference=key,
        text=record.items[place - 1].text,
        facts=tuple(
            (one.title, _value(filled[one.code]), filled[one.code].reason)
            for one in record.criteria
            if one.code in filled
        ),
        questions=tuple(_question(one, own.get(one.code), typed) for one in record.criteria if one.by_people),
        assessment=f"/assessments/{held.reference}" if held else "",
        place=place,
        of=len(record.items),
        next=f"{here}/{place + 1}" if place < len(record.items) else "",
    )


def _question(
    criterion: CriterionRecord, held: ScoreRecord | None, typed: Mapping[str, str] | None
) -> Question:
    choices = [(str(at), f"{at}: {means}") for at, means in enumerate(criterion.scale)]
    value = "" if held is None else "unable" if held.value is None else number(held.value)
    code = criterion.code
    return Question(
        criterion=criterion,
        choices=(*choices, ("unable", "I cannot tell")),
        value=_typed(typed, f"value-{code}", value),
        reason=_typed(typed, f"reason-{code}", held.reason if held else ""),
        evidence=_typed(typed, f"evidence-{code}", held.evidence if held else ""),
    )


def _value(row: ScoreRecord) -> str:
    return "cannot tell" if row.value is None else f"{number(row.value)} of 4"


def _number(exercise: Exercise, scorer: Scorer) -> int:
    return exercise.scorers.filter(pk__lte=scorer.pk).count()
