"""A register in which years pass: whatever may happen to duties happens to some, by operations, at random.

What the register refuses stays undone.
"""

import datetime as dt
import itertools
import random
from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet

from answerable.accounts.roles import EVERYBODY, PERMISSIONS
from answerable.assurance.models import Challenge, Closure, Recheck, Verification
from answerable.assurance.operations import (
    answer_challenge,
    challenge,
    close,
    judge_adequacy,
    record_recheck,
    reopen,
    verify_claim,
)
from answerable.assurance.operations.errors import AssuranceError
from answerable.core.actors import INGEST, SUCCESSIONS, Actor
from answerable.core.calendar import today
from answerable.duties.models import (
    Action,
    Answer,
    Claim,
    Dispute,
    Duty,
    Evidence,
    Joint,
    Milestone,
    PublishedReply,
)
from answerable.duties.operations import (
    DutyError,
    dispute_duty,
    end_joint,
    extend_duty,
    join_duties,
    record_published_replies,
    settle_dispute,
    transfer_duty,
    withdraw_answer,
)
from answerable.duties.operations.claiming import make_claim
from answerable.duties.operations.evidencing import add_evidence, withdraw_evidence
from answerable.duties.operations.planning import add_action, drop_action, move_date
from answerable.duties.operations.progressing import report_progress
from answerable.duties.operations.reply_decisions import name_reply_writer
from answerable.register.models import Report
from answerable.register.operations import withdraw_entry
from tests import make
from tests.made import answering
from tests.made.clock import clock

FIRST = dt.date(2023, 1, 9)
Row = TypeVar("Row", bound=Model)
_counter = itertools.count(1)
EVERY = frozenset().union(*PERMISSIONS.values()) | EVERYBODY | {"DUTY_JOIN", "RESPONSE_RECORD"}
WRITER, OFFICER, OTHER = (Actor(f"person:{number}", EVERY) for number in (951, 952, 953))


class Years:
    """`days` are those on which something happened."""

    def __init__(self, seed: int, bodies: int = 4) -> None:
        self.random = random.Random(seed)
        self.on = FIRST
        self.days: list[dt.date] = []
        with clock(FIRST):
            self.bodies = [
                make.body(f"Wending {number} NHS Foundation Trust of {seed}") for number in range(bodies)
            ]
        self.steps: list[Callable[[], object]] = [
            self._report,
            self._report,
            self._replies,
            self._writer,
            self._extend,
            self._transfer,
            self._join,
            self._part,
            self._dispute,
            self._settle,
            self._answer,
            self._answer,
            self._answer,
            self._take_back,
            self._plan,
            self._plan,
            self._move,
            self._progress,
            self._drop,
            self._claim,
            self._claim,
            self._claim,
            self._evidence_back,
            self._verdict,
            self._verdict,
            self._judge,
            self._close,
            self._close,
            self._look,
            self._reopen,
            self._challenge,
            self._reply,
            self._withdraw,
        ]

    def pass_by(self, steps: int) -> None:
        for _ in range(steps):
            self.on += dt.timedelta(days=self.random.choice((0, 1, 7, 20, 45)))
            with clock(self.on):
                try:
                    self.random.choice(self.steps)()
                except (DutyError, AssuranceError, LookupError):
                    continue
            self.days.append(self.on)

    def _any(self, rows: QuerySet[Row]) -> Row:
        """In the order of their keys, so that a seed gives the same years on every database."""
        return self.random.choice(list(rows.order_by("pk")))

    def _duty(self) -> Duty:
        rows = Duty.objects.filter(entry__withdrawn_at__isnull=True).select_related(
            "entry__report__publisher", "holder", "organisation"
        )
        return self._any(rows)

    def _report(self) -> None:
        make.report(
            texts=[
                f"The lamp on stair {next(_counter)} was broken." for _ in range(self.random.randint(1, 2))
            ],
            to=self.random.sample(self.bodies, self.random.randint(1, 2)),
            issued=self.random.choice(
                [None, today(), today() - dt.timedelta(days=self.random.randint(1, 900))]
            ),
            instrument=self.random.choice(["reg28", "reg28", "reg28", "inquiry", "review"]),
            area=self.random.choice(["North Vale", "Moor End"]),
        )

    def _replies(self) -> None:
        report = self._any(Report.objects.all())
        urls = [f"https://example.org/replies/{next(_counter)}" for _ in range(self.random.randint(0, 2))]
        record_published_replies(
            by=INGEST, report=report, urls=urls, document=make.document(), checked_on=today()
        )

    def _writer(self) -> None:
        reply = self._any(PublishedReply.objects.all())
        name_reply_writer(
            by=OFFICER, reply=reply, organisation=self.random.choice(self.bodies), reason="It says so."
        )

    def _extend(self) -> None:
        extend_duty(
            by=OFFICER,
            duty=self._duty(),
            due_on=today() + dt.timedelta(days=40),
            reason="More time was asked.",
        )

    def _transfer(self) -> None:
        to = self.random.choice(self.bodies)
        on = today() - dt.timedelta(days=self.random.choice((0, 30)))
        transfer_duty(
            by=SUCCESSIONS, duty=self._duty(), to=to, on=on, why="succession", note="It runs it now."
        )

    def _join(self) -> None:
        lead = self._duty()
        under = self._any(Duty.objects.filter(entry=lead.entry_id).exclude(pk=lead.pk))
        join_duties(by=OFFICER, lead=lead, duty=under, reason="They answer together.")

    def _part(self) -> None:
        joint = self._any(Joint.objects.filter(superseded_at__isnull=True))
        end_joint(by=OFFICER, joint=joint, reason="Each for itself.")

    def _dispute(self) -> None:
        dispute_duty(by=OFFICER, duty=self._duty(), kind="not_ours", words="Another body can act.")

    def _settle(self) -> None:
        held = self._any(Dispute.objects.filter(settled_at__isnull=True))
        outcome = self.random.choice(["released", "not_upheld"])
        settle_dispute(by=OTHER, dispute=held, outcome=outcome, why="As the rules say.")

    def _answer(self) -> None:
        duty = self._duty()
        stance = self.random.choice(["in_full", "in_part", "not_accepted", "in_principle"])
        answering.answer(
            duty.holder,
            [duty],
            answering.said([duty], stance, f"We mended lamp {next(_counter)}."),
            officer=OFFICER,
            writer=WRITER,
        )

    def _take_back(self) -> None:
        held = self._any(Answer.objects.filter(withdrawn_at__isnull=True))
        withdraw_answer(by=OFFICER, answer=held, reason="It was of another lamp.")

    def _plan(self) -> None:
        duty = self._duty()
        add_action(
            by=OFFICER,
            organisation=duty.holder,
            duties=[duty],
            words=f"Mend the lamps of stair {next(_counter)}",
            owner_role="Director of Estates",
            end=today() + dt.timedelta(days=100),
        )

    def _move(self) -> None:
        step = self._any(Milestone.objects.filter(action__dropped_at__isnull=True))
        later = today() + dt.timedelta(days=self.random.randint(1, 300))
        move_date(by=OFFICER, milestone=step, due_on=later, reason="The lamps came late.")

    def _progress(self) -> None:
        action = self._any(Action.objects.filter(dropped_at__isnull=True))
        words = f"Lamp {next(_counter)} is lit."
        report_progress(by=OFFICER, action=action, level="under_way", words=words, on=today())

    def _drop(self) -> None:
        action = self._any(Action.objects.filter(dropped_at__isnull=True))
        drop_action(by=OFFICER, action=action, reason="The stair is gone.")

    def _claim(self) -> None:
        duty = self._duty()
        number = next(_counter)
        shown = add_evidence(
            by=OFFICER,
            organisation=duty.holder,
            grade="audit",
            title=f"Round of lamps {number}",
            url=f"https://trust.example.org/lamps/{number}",
        )
        make_claim(
            by=OFFICER,
            duty=duty,
            level=self.random.choice(["done", "done", "under_way", "planned", "not_started", "stopped"]),
            words=f"Lamps are lit, as round {number} found.",
            claimed_on=today(),
            evidence=[shown],
        )

    def _evidence_back(self) -> None:
        piece = self._any(Evidence.objects.filter(withdrawn_at__isnull=True))
        withdraw_evidence(by=OFFICER, evidence=piece, why="It was of another ward.")

    def _verdict(self) -> None:
        claim = self._any(Claim.objects.all())
        result, found = self.random.choice([("acceptable", "done"), ("not_yet", "under_way")])
        verify_claim(
            by=OTHER,
            claim=claim,
            result=result,
            found=found,
            seen="inspection",
            reason="Seen on two of four wards.",
            instead_of=Verification.objects.filter(claim=claim, superseded_at__isnull=True).first(),
        )

    def _judge(self) -> None:
        answer = self._any(Answer.objects.filter(withdrawn_at__isnull=True))
        duty = answer.parts.first().duty  # type: ignore[union-attr]
        duty = Duty.objects.select_related("entry__report__publisher").get(pk=duty.pk)
        standing = duty.adequacies.filter(answer=answer, superseded_at__isnull=True).first()
        verdict = self.random.choice(["adequate", "inadequate"])
        judge_adequacy(
            by=OTHER, duty=duty, answer=answer, verdict=verdict, reason="As asked.", instead_of=standing
        )

    def _close(self) -> None:
        done = list(Duty.objects.filter(verifications__result="acceptable").distinct().order_by("pk"))
        duty = self.random.choice([self._duty(), *done])
        reason = self.random.choice(["done", "done", "no_longer"])
        close(by=OTHER, duty=duty, reason=reason, words="It was seen.", closed_on=today())

    def _look(self) -> None:
        recheck = self._any(Recheck.objects.filter(done_on__isnull=True))
        outcome = self.random.choice(["lasted", "not_lasted"])
        record_recheck(by=OTHER, recheck=recheck, outcome=outcome, words="Two lamps are out.", on=today())

    def _reopen(self) -> None:
        held = self._any(Closure.objects.filter(reopened_at__isnull=True))
        reopen(by=OTHER, closure=held, reason="A lamp is out again.")

    def _challenge(self) -> None:
        duty = self._duty()
        challenge(
            by=WRITER, entry=duty.entry, duty=duty, about="fact", words=f"Lamp {next(_counter)} is lit."
        )

    def _reply(self) -> None:
        held = self._any(Challenge.objects.filter(answered_at__isnull=True))
        answer_challenge(
            by=OTHER, challenge=held, outcome="not_upheld", reply="It was looked at.", shown=False
        )

    def _withdraw(self) -> None:
        withdraw_entry(by=OFFICER, entry=self._duty().entry, why="It was read twice.")
