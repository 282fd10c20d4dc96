"""What the owner of a key may read and do. Made by from_description."""

from pathlib import Path

from answerable_client.asking import Asking, Day, part
from answerable_client.lists import Listed
from answerable_client.records import (
    ActionOut,
    AdequacyOut,
    AnswerOut,
    AssessmentIn,
    AssessmentOut,
    ChallengeOut,
    ClaimOut,
    ClosureOut,
    ContentIn,
    DisputeOut,
    DraftOut,
    DutyLine,
    DutyOut,
    EditionOut,
    EvidenceOut,
    FileOut,
    GroupOut,
    JointOut,
    Made,
    ManuscriptIn,
    ManuscriptKept,
    ManuscriptOut,
    MemberOut,
    Mine,
    NoteOut,
    OfferOut,
    PositionOut,
    Published,
    ReportWithdrawn,
    SheetOut,
    StepIn,
    ToJudge,
    Withdrawn,
    WorkOut,
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

    def draft_document(self, body: str, draft: int, *, file: int, title: str, request: str = "") -> DraftOut:
        """Puts a file that was sent before beside the draft: it goes out with the answer.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.

        file: Of a file that the key's owner sent.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/documents",
            DraftOut,
            {"file": file, "title": title},
            request,
        )

    def draft_document_remove(self, body: str, draft: int, document: int, *, request: str = "") -> DraftOut:
        """Takes a file from the draft.

        Needs ANSWER_DRAFT for the body.

        body: The body's reference.

        draft: The draft's number.

        document: The document's number in the draft.
        """
        return self._write(
            f"work/bodies/{part(body)}/drafts/{part(draft)}/documents/{part(document)}/removal",
            DraftOut,
            {},
            request,
        )

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
        self,
        body: str,
        *,
        grade: str,
        title: str,
        url: str | None = None,
        file: int | None = None,
        is_public: bool | None = None,
        dated: Day | None = None,
        request: str = "",
    ) -> EvidenceOut:
        """Adds a link or a file that shows what was done. A link is never fetched.

        Needs EVIDENCE_ADD for the body.

        body: The body's reference.

        url: An https address that anybody can open.
        """
        return self._write(
            f"work/bodies/{part(body)}/evidence",
            EvidenceOut,
            {
                "grade": grade,
                "title": title,
                "url": url,
                "file": file,
                "is_public": is_public,
                "dated": dated,
            },
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

    def editions(self, publisher: str) -> tuple[EditionOut, ...]:
        """Other forms of the publisher's reports, the latest first: 200 at most.

        Needs EDITION_ADD for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._several(f"work/publishers/{part(publisher)}/editions", EditionOut, {})

    def edition_add(
        self,
        publisher: str,
        *,
        about: str,
        form: str,
        supplied_by: str,
        url: str | None = None,
        file: int | None = None,
        request: str = "",
    ) -> EditionOut:
        """Adds a report, or one entry, in another form. Readers see which body made it.

        Needs EDITION_ADD for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        about: The reference of the report or the entry.

        supplied_by: The body that made it.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/editions",
            EditionOut,
            {"about": about, "form": form, "supplied_by": supplied_by, "url": url, "file": file},
            request,
        )

    def edition_withdraw(self, publisher: str, edition: str, *, reason: str, request: str = "") -> EditionOut:
        """Takes an edition back. Its address says why.

        Needs EDITION_ADD for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        edition: The edition's reference, such as K-7KQ2M9XA4.

        reason: The public reads it.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/editions/{part(edition)}/withdrawal",
            EditionOut,
            {"reason": reason},
            request,
        )

    def file_send(self, body: str, file: Path | str, *, name: str = "", request: str = "") -> FileOut:
        """Sends a file, to be named in evidence, a draft, a sheet or a note. By itself it is seen by
        nobody.

        It is looked at at once: what acts or reaches outside is refused (422), and why is said.

        Needs EVIDENCE_ADD or ANSWER_DRAFT or PLAN_EDIT or GROUP_NOTE for the body.

        body: The body's reference.
        """
        return self._send_file(f"work/bodies/{part(body)}/files", FileOut, file, name, request)

    def file(self, body: str, file: int) -> FileOut:
        """What became of a file that the key's owner sent for this body.

        Needs EVIDENCE_ADD or ANSWER_DRAFT or PLAN_EDIT or GROUP_NOTE for the body.

        body: The body's reference.

        file: The file's number.
        """
        return self._read(f"work/bodies/{part(body)}/files/{part(file)}", FileOut, {})

    def publisher_file_send(
        self, publisher: str, file: Path | str, *, name: str = "", request: str = ""
    ) -> FileOut:
        """Sends a file: a report in another form, to be named in an edition. By itself it is seen by
        nobody.

        Needs EDITION_ADD for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._send_file(f"work/publishers/{part(publisher)}/files", FileOut, file, name, request)

    def publisher_file(self, publisher: str, file: int) -> FileOut:
        """What became of a file that the key's owner sent for a publisher.

        Needs EDITION_ADD for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        file: The file's number.
        """
        return self._read(f"work/publishers/{part(publisher)}/files/{part(file)}", FileOut, {})

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
        owner: int | None = None,
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
                "owner": owner,
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

    def manuscript_split(
        self, publisher: str, manuscript: int, *, revision: int, words: str, request: str = ""
    ) -> ManuscriptKept:
        """Splits a list into entries, behind those that are there. Look at each before it is published.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}/splits",
            ManuscriptKept,
            {"revision": revision, "words": words},
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

    def members(self, body: str) -> tuple[MemberOut, ...]:
        """Who acts for the body, by name; then those who did, and do so no more.

        Needs DUTY_DELEGATE or HANDOVER_MAKE or PLAN_EDIT for the body.

        body: The body's reference.
        """
        return self._several(f"work/bodies/{part(body)}/members", MemberOut, {})

    def delegate(
        self, body: str, *, duties: tuple[str, ...], to: int, words: str | None = None, request: str = ""
    ) -> Made:
        """Hands duties to a member of the body. They stay the body's.

        Needs DUTY_DELEGATE for the body.

        body: The body's reference.

        to: Of a member: `members` lists them.
        """
        return self._write(
            f"work/bodies/{part(body)}/delegations",
            Made,
            {"duties": duties, "to": to, "words": words},
            request,
        )

    def take_back(self, body: str, duty: str, delegation: int, *, request: str = "") -> Made:
        """Takes a duty back from a member.

        Needs DUTY_DELEGATE for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.

        delegation: Its number, as the duty shows it.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/delegations/{part(delegation)}/end",
            Made,
            {},
            request,
        )

    def hand_over(self, body: str, *, person: int, to: int, request: str = "") -> Made:
        """Passes all duties and actions that one member has, or had before they left, to another.

        Needs HANDOVER_MAKE for the body.

        body: The body's reference.

        person: Of a member: `members` lists them.

        to: Of a member: `members` lists them.
        """
        return self._write(
            f"work/bodies/{part(body)}/hand-overs", Made, {"person": person, "to": to}, request
        )

    def offer(self, body: str, duty: str, *, other: str, words: str, request: str = "") -> OfferOut:
        """Asks another body to answer under the lead of this one. Nothing changes until it agrees.

        Needs DUTY_JOIN for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.

        other: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/offers",
            OfferOut,
            {"other": other, "words": words},
            request,
        )

    def offer_answer(
        self, body: str, duty: str, offer: int, *, accept: bool, words: str | None = None, request: str = ""
    ) -> OfferOut:
        """Agrees to answer under another body's lead, or declines.

        Needs DUTY_JOIN for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.

        offer: Its number, as the duty shows it.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/offers/{part(offer)}/answer",
            OfferOut,
            {"accept": accept, "words": words},
            request,
        )

    def joint_end(self, body: str, duty: str, joint: int, *, reason: str, request: str = "") -> JointOut:
        """Ends answering together: from then on each body answers for itself.

        Needs DUTY_JOIN for the body.

        body: The body's reference.

        duty: The duty's reference, such as D-7KQ2M9XA4.

        joint: Its number, as the duty shows it.

        reason: The public reads it.
        """
        return self._write(
            f"work/bodies/{part(body)}/duties/{part(duty)}/joints/{part(joint)}/end",
            JointOut,
            {"reason": reason},
            request,
        )

    def sheet_check(self, body: str, *, file: int, request: str = "") -> SheetOut:
        """Says what a sheet would change. Nothing is changed.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        file: Of a file that the key's owner sent.
        """
        return self._write(f"work/bodies/{part(body)}/plan-sheets/checks", SheetOut, {"file": file}, request)

    def sheet_take(self, body: str, *, file: int, request: str = "") -> SheetOut:
        """Brings a sheet in: all of its rows, or none where one is wrong.

        Needs PLAN_EDIT for the body.

        body: The body's reference.

        file: Of a file that the key's owner sent.
        """
        return self._write(f"work/bodies/{part(body)}/plan-sheets", SheetOut, {"file": file}, request)

    def under_way(self, body: str) -> tuple[WorkOut, ...]:
        """Work that the body has recorded, or joined, the newest first.

        Needs WORK_RECORD for the body.

        body: The body's reference.
        """
        return self._several(f"work/bodies/{part(body)}/under-way", WorkOut, {})

    def record_work(
        self,
        body: str,
        *,
        title: str,
        words: str,
        expectations: tuple[str, ...],
        state: str | None = None,
        starts_on: Day | None = None,
        ends_on: Day | None = None,
        open_to_others: bool | None = None,
        contact: str | None = None,
        url: str | None = None,
        group: str | None = None,
        why_apart: str | None = None,
        request: str = "",
    ) -> WorkOut:
        """Records work of the body. Where others are at work on the same, it says why its own is apart.

        Needs WORK_RECORD for the body.

        body: The body's reference.

        group: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/under-way",
            WorkOut,
            {
                "title": title,
                "words": words,
                "state": state,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "open_to_others": open_to_others,
                "contact": contact,
                "url": url,
                "expectations": expectations,
                "group": group,
                "why_apart": why_apart,
            },
            request,
        )

    def change_work(
        self,
        body: str,
        work: str,
        *,
        title: str,
        words: str,
        version: int,
        why: str,
        state: str | None = None,
        starts_on: Day | None = None,
        ends_on: Day | None = None,
        open_to_others: bool | None = None,
        contact: str | None = None,
        url: str | None = None,
        request: str = "",
    ) -> WorkOut:
        """Says how the body's own work stands now. The earlier version stays on record.

        Needs WORK_RECORD for the body.

        body: The body's reference.

        work: The reference of the work, such as W-7KQ2M9XA4.

        version: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/bodies/{part(body)}/under-way/{part(work)}/versions",
            WorkOut,
            {
                "title": title,
                "words": words,
                "state": state,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "open_to_others": open_to_others,
                "contact": contact,
                "url": url,
                "version": version,
                "why": why,
            },
            request,
        )

    def join_work(self, body: str, work: str, *, request: str = "") -> WorkOut:
        """The body joins work of another, which is open to others.

        Needs WORK_RECORD for the body.

        body: The body's reference.

        work: The reference of the work, such as W-7KQ2M9XA4.
        """
        return self._write(f"work/bodies/{part(body)}/under-way/{part(work)}/joining", WorkOut, {}, request)

    def leave_work(self, body: str, work: str, *, reason: str, request: str = "") -> WorkOut:
        """The body leaves work that it had joined.

        Needs WORK_RECORD for the body.

        body: The body's reference.

        work: The reference of the work, such as W-7KQ2M9XA4.

        reason: The public reads it.
        """
        return self._write(
            f"work/bodies/{part(body)}/under-way/{part(work)}/leaving", WorkOut, {"reason": reason}, request
        )

    def groups(self, body: str) -> tuple[GroupOut, ...]:
        """The groups that the body leads now.

        Needs GROUP_NOTE for the body.

        body: The body's reference.
        """
        return self._several(f"work/bodies/{part(body)}/groups", GroupOut, {})

    def group_note(
        self,
        body: str,
        group: str,
        *,
        on: Day,
        title: str,
        words: str,
        kind: str | None = None,
        organisation: str | None = None,
        due_on: Day | None = None,
        progress: str | None = None,
        file: int | None = None,
        replaces: str | None = None,
        why: str | None = None,
        request: str = "",
    ) -> NoteOut:
        """Puts minutes, a decision or a step of the plan on the record of a group that the body leads.

        Needs GROUP_NOTE for the body.

        body: The body's reference.

        group: The group's reference, such as G-7KQ2M9XA4.

        organisation: A reference such as D-7KQ2M9XA4.

        replaces: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/bodies/{part(body)}/groups/{part(group)}/notes",
            NoteOut,
            {
                "kind": kind,
                "on": on,
                "title": title,
                "words": words,
                "organisation": organisation,
                "due_on": due_on,
                "progress": progress,
                "file": file,
                "replaces": replaces,
                "why": why,
            },
            request,
        )

    def assess_entry(
        self,
        publisher: str,
        entry: str,
        *,
        cost_words: str,
        workload_words: str,
        risk_of_doing: str,
        risk_of_not_doing: str,
        who_bears: str,
        confidence: str,
        confidence_why: str,
        equality: str | None = None,
        sources: str | None = None,
        cost_low: float | None = None,
        cost_high: float | None = None,
        hours_low: float | None = None,
        hours_high: float | None = None,
        request: str = "",
    ) -> AssessmentOut:
        """Says what it would take to do what an entry of the publisher asks. The latest stands.

        Needs ASSESSMENT_MAKE for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        entry: The entry's reference.

        cost_words: What it would cost, or why that cannot be told.

        workload_words: Whose work it would be, and what it takes the place of.

        sources: One a line.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/entries/{part(entry)}/assessment",
            AssessmentOut,
            {
                "cost_words": cost_words,
                "workload_words": workload_words,
                "risk_of_doing": risk_of_doing,
                "risk_of_not_doing": risk_of_not_doing,
                "who_bears": who_bears,
                "confidence": confidence,
                "confidence_why": confidence_why,
                "equality": equality,
                "sources": sources,
                "cost_low": cost_low,
                "cost_high": cost_high,
                "hours_low": hours_low,
                "hours_high": hours_high,
            },
            request,
        )

    def assess_expectation(
        self,
        publisher: str,
        expectation: str,
        *,
        cost_words: str,
        workload_words: str,
        risk_of_doing: str,
        risk_of_not_doing: str,
        who_bears: str,
        confidence: str,
        confidence_why: str,
        equality: str | None = None,
        sources: str | None = None,
        cost_low: float | None = None,
        cost_high: float | None = None,
        hours_low: float | None = None,
        hours_high: float | None = None,
        request: str = "",
    ) -> AssessmentOut:
        """Says the same of all that an expectation gathers, where the publisher is one of those that ask
        it.

        Needs ASSESSMENT_MAKE for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        expectation: The reference of an expectation that an entry of the publisher serves.

        cost_words: What it would cost, or why that cannot be told.

        workload_words: Whose work it would be, and what it takes the place of.

        sources: One a line.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/expectations/{part(expectation)}/assessment",
            AssessmentOut,
            {
                "cost_words": cost_words,
                "workload_words": workload_words,
                "risk_of_doing": risk_of_doing,
                "risk_of_not_doing": risk_of_not_doing,
                "who_bears": who_bears,
                "confidence": confidence,
                "confidence_why": confidence_why,
                "equality": equality,
                "sources": sources,
                "cost_low": cost_low,
                "cost_high": cost_high,
                "hours_low": hours_low,
                "hours_high": hours_high,
            },
            request,
        )

    def manuscript_assess(
        self,
        publisher: str,
        manuscript: int,
        *,
        revision: int,
        place: int,
        assessment: AssessmentIn,
        request: str = "",
    ) -> ManuscriptKept:
        """Keeps an assessment with what is being written; it is public from when the report is.

        Needs ASSESSMENT_MAKE for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        manuscript: The manuscript's number.

        revision: The one that was read; 409 where there is a newer.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/manuscripts/{part(manuscript)}/assessments",
            ManuscriptKept,
            {"revision": revision, "place": place, "assessment": assessment},
            request,
        )

    def replies_to_judge(self, publisher: str) -> tuple[ToJudge, ...]:
        """Duties with a reply that nobody has judged, the oldest first: 200 at most.

        Needs ADEQUACY_JUDGE for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._several(f"work/publishers/{part(publisher)}/replies-to-judge", ToJudge, {})

    def to_close(self, publisher: str) -> tuple[ToJudge, ...]:
        """Open duties that were found done: 200 at most.

        Needs CLOSURE_MAKE for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._several(f"work/publishers/{part(publisher)}/duties-to-close", ToJudge, {})

    def close_duty(
        self,
        publisher: str,
        duty: str,
        *,
        reason: str,
        words: str,
        into: str | None = None,
        request: str = "",
    ) -> ClosureOut:
        """Closes a duty on what the publisher asked, with the reason.

        Needs CLOSURE_MAKE for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        duty: The duty's reference.

        into: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/duties/{part(duty)}/closure",
            ClosureOut,
            {"reason": reason, "words": words, "into": into},
            request,
        )

    def consolidations(self, publisher: str) -> tuple[PositionOut, ...]:
        """What the publisher is asked, with others, to let one ask stand for; and what it says so far.

        Needs POSITION_RECORD for the publisher.

        publisher: The publisher's code: /work lists those of a key.
        """
        return self._several(f"work/publishers/{part(publisher)}/consolidations", PositionOut, {})

    def position(
        self,
        publisher: str,
        consolidation: str,
        *,
        stand: str,
        said_on: Day,
        words: str | None = None,
        source: str | None = None,
        request: str = "",
    ) -> PositionOut:
        """Says whether the publisher agrees, or keeps its own ask beside. The earlier word stays on
        record.

        Needs POSITION_RECORD for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        consolidation: The reference, such as Y-7KQ2M9XA4.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/consolidations/{part(consolidation)}/position",
            PositionOut,
            {"stand": stand, "said_on": said_on, "words": words, "source": source},
            request,
        )

    def report_withdraw(
        self,
        publisher: str,
        report: str,
        *,
        ground: str,
        reason: str,
        on: Day | None = None,
        notice: str | None = None,
        replaced_by: str | None = None,
        request: str = "",
    ) -> ReportWithdrawn:
        """Withdraws a whole report with all its entries. Its address says why, and what stands in its
        place.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        report: The report's reference.

        replaced_by: A reference such as D-7KQ2M9XA4.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/reports/{part(report)}/withdrawal",
            ReportWithdrawn,
            {"ground": ground, "reason": reason, "on": on, "notice": notice, "replaced_by": replaced_by},
            request,
        )

    def report_restore(
        self, publisher: str, report: str, *, reason: str, request: str = ""
    ) -> ReportWithdrawn:
        """Takes the issuer's own withdrawal back: what left with the report is there again.

        Needs REPORT_PUBLISH for the publisher.

        publisher: The publisher's code: /work lists those of a key.

        report: The report's reference.

        reason: The public reads it.
        """
        return self._write(
            f"work/publishers/{part(publisher)}/reports/{part(report)}/restoration",
            ReportWithdrawn,
            {"reason": reason},
            request,
        )
