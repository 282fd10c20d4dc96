"""Makes keys of three people of the demonstration, and tells what there is to ask for, as JSON."""

import json
from typing import Any


def main() -> None:
    import django

    django.setup()
    from answerable.accounts.operations.keying import SCOPES, make_key
    from answerable.accounts.queries import actor_of, people_of, people_with, person_by_email
    from answerable.assurance.models import Challenge
    from answerable.duties.models import (
        Action,
        Answer,
        AnswerDocument,
        Delegation,
        Draft,
        Duty,
        Evidence,
        Joint,
        JointOffer,
    )
    from answerable.lineage.models import Expectation
    from answerable.organisations.models import Organisation
    from answerable.oversight.models import Consolidation, Group, GroupNote, Work
    from answerable.register.models import Edition, Entry, Manuscript, Report
    from answerable.sources.models import Publisher
    from answerable.uploads.models import Upload

    keys: dict[str, str] = {}
    body: Any = None
    others = people_with("editor")[0].email
    for name, email in (
        ("bodies", "isla@example.org"),
        ("publishers", "ines@example.org"),
        ("others", others),
    ):
        person = person_by_email(email)
        assert person is not None, "This is no demonstration."
        actor = actor_of(person)
        scopes = SCOPES & actor.permissions
        _, keys[name] = make_key(
            by=actor, person=person, label="Schemathesis", scopes=scopes, days=1, proved=True
        )
        if name == "bodies":
            body = Organisation.objects.get(pk=min(actor.bodies["ANSWER_DRAFT"]))
        elif name == "publishers":
            publisher = Publisher.objects.get(code=min(min(actor.publishers.values())))
    duties = Duty.objects.filter(holder=body)
    there: dict[str, list[Any]] = {
        "body": [body.reference],
        "publisher": [publisher.code],
        "duty": refs(duties, 12),
        "evidence": refs(Evidence.objects.filter(organisation=body), 6),
        "action": refs(Action.objects.filter(organisation=body), 6),
        "answer": refs(Answer.objects.filter(organisation=body), 6),
        "draft": [*Draft.objects.filter(organisation=body).values_list("pk", flat=True)[:4], *range(1, 12)],
        "manuscript": [*Manuscript.objects.values_list("pk", flat=True)[:4], *range(1, 8)],
        "entry": refs(Entry.objects.filter(duties__in=duties), 12),
        "expectation": refs(Expectation.objects.all(), 6),
        "report": refs(Report.objects.filter(publisher=publisher), 6),
        "other": refs(Duty.objects.filter(entry__duties__in=duties).exclude(holder=body), 12),
        "challenge": refs(Challenge.objects.all(), 8),
        "person": [one.pk for one in people_of(body.pk)],
        "to": [one.pk for one in people_of(body.pk)],
        "owner": [one.pk for one in people_of(body.pk)],
        "file": [*Upload.objects.values_list("pk", flat=True)[:4], *range(1, 8)],
        "document": numbers(AnswerDocument.objects.filter(draft__organisation=body)),
        "delegation": [*numbers(Delegation.objects.filter(duty__in=duties)), *range(1, 20)],
        "offer": [*numbers(JointOffer.objects.filter(duty__in=duties)), *range(1, 8)],
        "joint": [*numbers(Joint.objects.filter(lead__in=duties)), *range(1, 8)],
        "work": refs(Work.objects.all(), 8),
        "version": [*numbers(Work.objects.filter(organisation=body)), *range(1, 20)],
        "group": refs(Group.objects.all(), 6),
        "note": refs(GroupNote.objects.all(), 6),
        "consolidation": refs(Consolidation.objects.all(), 6),
        "edition": refs(Edition.objects.filter(report__publisher=publisher), 6),
        "about": refs(Report.objects.filter(publisher=publisher), 6),
        "elevated_to": refs(Organisation.objects.filter(duties__isnull=False).distinct(), 6),
        "corrects": refs(Report.objects.filter(publisher=publisher), 6),
        "judged": refs(Duty.objects.filter(entry__report__publisher=publisher), 12),
        "replies": refs(Answer.objects.filter(parts__duty__entry__report__publisher=publisher), 12),
        "issued": refs(Entry.objects.filter(report__publisher=publisher), 12),
        "entries": refs(Entry.objects.all(), 40),
        "reports": refs(Report.objects.all(), 20),
        "responses": refs(Answer.objects.all(), 20),
        "number": [1, 1, 1, 2],
        "organisations": refs(Organisation.objects.filter(duties__isnull=False).distinct(), 20),
        "expectations": refs(Expectation.objects.all(), 20),
        "code": ["MHS76", "MHS77"],
    }
    print(json.dumps({"keys": keys, "there": there}))


def refs(rows: Any, most: int) -> list[str]:
    return list(dict.fromkeys(rows.order_by("pk").values_list("reference", flat=True)))[:most]


def numbers(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:12])


if __name__ == "__main__":
    main()
