"""What the owner of a key may read and do. Made by from_description."""

from answerable_client.asking import Asking, Day, part
from answerable_client.lists import Listed
from answerable_client.records import (
    ActionOut,
    AdequacyOut,
    AnswerOut,
    ChallengeOut,
    ClaimOut,
    ContentIn,
    DisputeOut,
    DraftOut,
    DutyLine,
    DutyOut,
    EvidenceOut,
    Made,
    ManuscriptIn,
    ManuscriptKept,
    ManuscriptOut,
    Mine,
    Published,
    StepIn,
    Withdrawn,
)


class Working(Asking):
    """What the owner of a key may read and do."""

    def drafts(self, body: str) -> tuple[DraftOut, ...]:
        """Answers that are being written, the latest saved first.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.
        """
        return self._several(f"work/bodies/{part(body)}/drafts", DraftOut, {})

    def draft_begin(
        self,
        body: str,
        *,
        duties: tuple[str, ...] | None = None,
        expectation: str | None = None,
        content: ContentIn | None = None,
        request: str = "",
    ) -> DraftOut:
        """Begins an answer. One that was begun already on exactly these duties is what comes back.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        expectation: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts",
            DraftOut,
            {"duties": duties, "expectation": expectation, "content": content},
            request,
        )

    def draft(self, body: str, draft: int) -> DraftOut:
        """One draft, with what it leaves unanswered and what keeps it from being submitted.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.
        """
        return self._read(f"work/bodies/{part(body)}/drafts/{part(draft)}", DraftOut, {})

    def draft_save(
        self, body: str, draft: int, *, revision: int, content: ContentIn, request: str = ""
    ) -> DraftOut:
        """Saves the whole of a draft over the revision that was read.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/revisions",
            DraftOut,
            {"revision": revision, "content": content},
            request,
        )

    def draft_ask(
        self, body: str, draft: int, *, revision: int, words: str | None = None, request: str = ""
    ) -> Made:
        """Lays a draft before those of the body who sign.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/sign-off-requests",
            Made,
            {"revision": revision, "words": words},
            request,
        )

    def draft_sign(
        self,
        body: str,
        draft: int,
        *,
        revision: int,
        verdict: str,
        words: str | None = None,
        request: str = "",
    ) -> Made:
        """Signs a draft off, or sends it back. Who wrote it last does not sign.

        Needs ANSWER_SIGN for the body.

        body: The body's reference.

        draft: The draft's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/sign-offs",
            Made,
            {"revision": revision, "verdict": verdict, "words": words},
            request,
        )

    def draft_submit(
        self,
        body: str,
        draft: int,
        *,
        revision: int,
        unanswered_confirmed: bool | None = None,
        request: str = "",
    ) -> AnswerOut:
        """Submits the draft as the body's answer, on the record and in public.

        Needs ANSWER_SUBMIT for the body.

        body: The body's reference.

        draft: The draft's number.

        revision: The one that was read; 409 where there is a newer.

        unanswered_confirmed: That what the draft says nothing of is to stay open.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/answer",
            AnswerOut,
            {"revision": revision, "unanswered_confirmed": unanswered_confirmed},
            request,
        )

    def draft_discard(self, body: str, draft: int, *, request: str = "") -> Made:
        """Puts a draft away; its words are kept.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.
        """
        return self._write(f"work/bodies/{part(body)}/drafts/{part(draft)}/discard", Made, {}, request)

    def answer_withdraw(self, body: str, answer: str, *, reason: str, request: str = "") -> AnswerOut:
        """Takes an answer back. It stays on the record, marked, and the duty is open again.

        Needs ANSWER_SUBMIT for the body.

        body: The body's reference.

        answer: The answer's reference.

        reason: The public reads it.
        """
        return self._write(
            f"work/bodies/{part(body)}/answers/{part(answer)}/withdrawal",
            AnswerOut,
            {"reason": reason},
            request,
        )

    def challenges_waiting(self) -> tuple[ChallengeOut, ...]:
        """Challenges without an answer that the key's owner may answer, the oldest first: 200 at most.

        Needs CHALLENGE_ANSWER.
        """
        return self._several("work/challenges", ChallengeOut, {})

    def challenge_answer(
        self, challenge: str, *, outcome: str, reply: str, shown: bool, request: str = ""
    ) -> ChallengeOut:
        """Answers a challenge on the record. Nobody answers what their own body did or said.

        Needs CHALLENGE_ANSWER.

        challenge: The challenge's reference, such as Q-7KQ2M9XA4.
        """
        return self._write(
            f"work/challenges/{part(challenge)}/answer",
            ChallengeOut,
            {"outcome": outcome, "reply": reply, "shown": shown},
            request,
        )

    def evidence(self, body: str, *, size: int = 100, after: str = "") -> Listed[EvidenceOut]:
        """What the body has shown, as far as the key's owner sees it.

        Needs BODY_READ for the body.

        body: The body's reference.
        """
        return self._listed(f"work/bodies/{part(body)}/evidence", EvidenceOut, {}, size, after)

    def evidence_add(
        self, body: str, *, grade: str, title: str, url: str, dated: Day | None = None, request: str = ""
    ) -> EvidenceOut:
        """Adds a link that shows what was done. It is never fetched.

        Needs EVIDENCE_ADD for the body.

        body: The body's reference.

        url: An https address that anybody can open.
        """
        return self._write(
            f"work/bodies/{part(body)}/evidence",
            EvidenceOut,
            {"grade": grade, "title": title, "url": url, "dated": dated},
            request,
        )

    def evidence_withdraw(self, body: str, evidence: str, *, reason: str, request: str = "") -> EvidenceOut:
        """Takes evidence back. Claims that rested on it show so from then on.

        Needs EVIDENCE_ADD for the body.

        body: The body's reference.

        evidence: The reference, such as V-7KQ2M9XA4.

        reason: The public reads it.
        """
        return self._write(
            f"work/bodies/{part(body)}/evidence/{part(evidence)}/withdrawal",
            EvidenceOut,
            {"reason": reason},
            request,
        )

    def claim(
        self,
        body: str,
        duty: str,
        *,
        level: str,
        words: str,
        claimed_on: Day,
        seen: int,
        evidence: tuple[str, ...] | None = None,
        request: str = "",
    ) -> ClaimOut:
        """Claims how far the work on a duty is, up to done, resting on evidence that carries it.

        Needs CLAIM_MAKE for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/claims",
            ClaimOut,
            {"level": level, "words": words, "claimed_on": claimed_on, "evidence": evidence, "seen": seen},
            request,
        )

    def dispute(
        self,
        body: str,
        duty: str,
        *,
        kind: str,
        words: str,
        elevated_to: str | None = None,
        request: str = "",
    ) -> DisputeOut:
        """Puts on the record that the duty is not the body's own. The overseer decides; the time runs on.

        Needs DUTY_DISPUTE for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.

        elevated_to: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/disputes",
            DisputeOut,
            {"kind": kind, "words": words, "elevated_to": elevated_to},
            request,
        )

    def challenges(self, body: str, duty: str) -> tuple[ChallengeOut, ...]:
        """What the body has challenged about this duty, and how it was answered.

        Needs BODY_READ for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.
        """
        return self._several(f"work/bodies/{part(body)}/duties/{part(duty)}/challenges", ChallengeOut, {})

    def challenge(self, body: str, duty: str, *, about: str, words: str, request: str = "") -> ChallengeOut:
        """Says that what the register holds of this duty is wrong. It is answered on the record by others.

        Needs CHALLENGE_MAKE for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/challenges",
            ChallengeOut,
            {"about": about, "words": words},
            request,
        )

    def mine(self) -> Mine:
        """The key, what it may do now, and for whom.

        Needs any key.
        """
        return self._read("work", Mine, {})

    def duties(self, body: str, *, size: int = 100, after: str = "") -> Listed[DutyLine]:
        """The duties of the body that the key's owner sees: all, or for a contributor what was handed to
        them.

        Needs BODY_READ for the body.

        body: The body's reference.
        """
        return self._listed(f"work/bodies/{part(body)}/duties", DutyLine, {}, size, after)

    def duty(self, body: str, duty: str) -> DutyOut:
        """One duty: everything that it asks, its answers and actions, and the claim that stands.

        Needs BODY_READ for the body.

        body: The body's reference.

        duty: The duty's reference.
        """
        return self._read(f"work/bodies/{part(body)}/duties/{part(duty)}", DutyOut, {})

    def actions(self, body: str, *, size: int = 100, after: str = "") -> Listed[ActionOut]:
        """The body's plan: actions on duties that the key's owner sees, dropped ones too.

        Needs BODY_READ for the body.

        body: The body's reference.
        """
        return self._listed(f"work/bodies/{part(body)}/actions", ActionOut, {}, size, after)

    def action_plan(
        self,
        body: str,
        *,
        duties: tuple[str, ...],
        words: str,
        owner_role: str,
        end: Day,
        measure: str | None = None,
        steps: tuple[StepIn, ...] | None = None,
        request: str = "",
    ) -> ActionOut:
        """Plans an action for one or more duties of the body.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        end: By which it is finished.

        measure: How one will know that it worked.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions",
            ActionOut,
            {
                "duties": duties,
                "words": words,
                "owner_role": owner_role,
                "measure": measure,
                "end": end,
                "steps": steps,
            },
            request,
        )

    def action(self, body: str, action: str) -> ActionOut:
        """One action, with its milestones and what was reported of it.

        Needs BODY_READ for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.
        """
        return self._read(f"work/bodies/{part(body)}/actions/{part(action)}", ActionOut, {})

    def action_milestone(
        self, body: str, action: str, *, words: str, due_on: Day, request: str = ""
    ) -> ActionOut:
        """Adds a milestone.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions/{part(action)}/milestones",
            ActionOut,
            {"words": words, "due_on": due_on},
            request,
        )

    def action_date(
        self, body: str, action: str, *, milestone: int, due_on: Day, reason: str, request: str = ""
    ) -> ActionOut:
        """Promises another date, with the reason.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.

        milestone: Its `order`.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions/{part(action)}/dates",
            ActionOut,
            {"milestone": milestone, "due_on": due_on, "reason": reason},
            request,
        )

    def action_cover(self, body: str, action: str, *, duty: str, request: str = "") -> ActionOut:
        """Lets the action serve one more duty of the body.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.

        duty: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions/{part(action)}/duties", ActionOut, {"duty": duty}, request
        )

    def action_drop(self, body: str, action: str, *, reason: str, request: str = "") -> ActionOut:
        """Says that the action will not be done, and why. It stays in the plan.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.

        reason: The public reads it.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions/{part(action)}/drop", ActionOut, {"reason": reason}, request
        )

    def action_progress(
        self,
        body: str,
        action: str,
        *,
        level: str,
        words: str,
        on: Day,
        milestone: int | None = None,
        evidence: tuple[str, ...] | None = None,
        request: str = "",
    ) -> ActionOut:
        """Reports what is done of the action, or of one of its milestones.

        Needs PROGRESS_REPORT for the body.

        body: The body's reference.

        action: The action's reference, such as P-7KQ2M9XA4.

        milestone: Its `order`; null: the action itself.
        """
        return self._write(
            f"work/bodies/{part(body)}/actions/{part(action)}/progress",
            ActionOut,
            {"level": level, "words": words, "on": on, "milestone": milestone, "evidence": evidence},
            request,
        )

    def manuscripts(self, publisher: str) -> tuple[ManuscriptOut, ...]:
        """Reports that are being written for this publisher, the latest saved first: 100 at most.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._several(f"work/publishers/{part(publisher)}/manuscripts", ManuscriptOut, {})

    def manuscript_begin(
        self,
        publisher: str,
        *,
        content: ManuscriptIn | None = None,
        corrects: str | None = None,
        request: str = "",
    ) -> ManuscriptKept:
        """Begins a report, or the correction of one that is published. Nothing is public yet.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        corrects: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts",
            ManuscriptKept,
            {"content": content, "corrects": corrects},
            request,
        )

    def manuscript(self, publisher: str, manuscript: int) -> ManuscriptOut:
        """One report that is being written, with what keeps it from being published.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.
        """
        return self._read(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}", ManuscriptOut, {}
        )

    def manuscript_save(
        self, publisher: str, manuscript: int, *, revision: int, content: ManuscriptIn, request: str = ""
    ) -> ManuscriptKept:
        """Saves the whole of it over the revision that was read.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}/revisions",
            ManuscriptKept,
            {"revision": revision, "content": content},
            request,
        )

    def manuscript_publish(
        self, publisher: str, manuscript: int, *, revision: int, request: str = ""
    ) -> Published:
        """Publishes it, as a new report or as the next version of the one that it corrects.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}/publication",
            Published,
            {"revision": revision},
            request,
        )

    def manuscript_discard(
        self, publisher: str, manuscript: int, *, revision: int, request: str = ""
    ) -> Made:
        """Throws away what was never published; its words go with it.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}/discard",
            Made,
            {"revision": revision},
            request,
        )

    def entry_withdraw(self, publisher: str, entry: str, *, reason: str, request: str = "") -> Withdrawn:
        """Takes back an entry that the publisher issued. Its address says why, for ever.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        entry: The entry's reference.

        reason: The public reads it.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/entries/{part(entry)}/withdrawal",
            Withdrawn,
            {"reason": reason},
            request,
        )

    def extend(
        self,
        publisher: str,
        report: str,
        *,
        duties: tuple[str, ...],
        due_on: Day,
        reason: str,
        request: str = "",
    ) -> Made:
        """Gives bodies that the report asks more time to answer: all that are named, or none.

        Needs DUTY_EXTEND for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        report: The report's reference.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/reports/{part(report)}/extensions",
            Made,
            {"duties": duties, "due_on": due_on, "reason": reason},
            request,
        )

    def judge(
        self,
        publisher: str,
        duty: str,
        *,
        answer: str,
        verdict: str,
        reason: str,
        instead_of: int | None = None,
        request: str = "",
    ) -> AdequacyOut:
        """Says whether the latest reply to a duty answers what the publisher asked.

        Needs ADEQUACY_JUDGE for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        duty: The duty's reference.

        answer: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/duties/{part(duty)}/adequacy",
            AdequacyOut,
            {"answer": answer, "verdict": verdict, "reason": reason, "instead_of": instead_of},
            request,
        )
