from typing import Any

import click

from answerable.cli.ready import prepare, print_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the queue as JSON.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Addressees to list.")
def addressees(as_json: bool, limit: int) -> None:
    """Lists the addressees that wait for a person, with the bodies they may mean and why none was sure.

    Those of mental-health inpatient reports come first. People's names are withheld.
    """
    prepare()
    from answerable.organisations.models import Organisation
    from answerable.register.queries import addressee_states, review_queue

    states = addressee_states()
    rows = list(review_queue()[:limit])
    wanted = {candidate[0] for row in rows for candidate in row.candidates}
    names = dict(Organisation.objects.filter(reference__in=wanted).values_list("reference", "name"))
    queue: list[dict[str, Any]] = [
        {
            "report": row.addressing.report.reference,
            "as_written": row.addressing.as_published,
            "reason": row.reason,
            "candidates": [
                {
                    "organisation": reference,
                    "name": names.get(reference, ""),
                    "score": score,
                    "reason": reason,
                }
                for reference, score, reason in row.candidates
            ],
        }
        for row in rows
    ]
    if as_json:
        print_json({"states": states, "queue": queue})
        return
    click.echo(
        ", ".join(f"{count:,} {status}" for status, count in sorted(states.items())) or "no addressees"
    )
    for item in queue:
        click.echo(f"\n{item['report']}: {item['as_written']}\n  {item['reason']}")
        for candidate in item["candidates"]:
            click.echo(f"  - {candidate['organisation']} {candidate['name']}: {candidate['reason']}")
