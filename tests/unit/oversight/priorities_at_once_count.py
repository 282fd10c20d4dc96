"""What stands in the tables and in the log after two processes did the same at one moment."""

import json


def main() -> None:
    import django

    django.setup()
    from answerable.ledger.models import Event
    from answerable.oversight.models import Score

    current = Score.objects.filter(reason="At once.", superseded_at__isnull=True).count()
    given = [one for one in Event.objects.filter(kind="score.given") if one.payload["reason"] == "At once."]
    told = {
        "scores": current,
        "given": len(given),
        "closed": Event.objects.filter(kind="scoring.closed").count(),
        "decided": Event.objects.filter(kind="exercise.decided").count(),
    }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
