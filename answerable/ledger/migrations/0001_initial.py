from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "index",
                    models.BigIntegerField(
                        help_text="position in the log, from 0, without gaps",
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
                ("actor", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(db_index=True, max_length=120)),
                ("payload", models.JSONField()),
                ("canonical", models.BinaryField()),
                ("leaf_hash", models.BinaryField(max_length=32)),
            ],
            options={
                "ordering": ["index"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(index__gte=0),
                        name="event_index_not_negative",
                        violation_error_message="The log counts events from 0.",
                    )
                ],
            },
        ),
    ]
