"""How much of each indicator every file gives, counted once; files that are held already are counted here."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count, Max, Min, Q


def count(apps, schema_editor):
    Value, Holding = apps.get_model("impact", "Value"), apps.get_model("impact", "Holding")
    found = (
        Value.objects.values("file_id", "line__indicator", "line__place__level")
        .order_by()
        .annotate(
            rows=Count("pk"),
            hidden=Count("pk", filter=Q(why__in=["suppressed", "protected"])),
            first=Min("start"),
            last=Max("end"),
        )
    )
    Holding.objects.bulk_create(
        [
            Holding(
                file_id=one["file_id"],
                indicator=one["line__indicator"],
                level=one["line__place__level"],
                rows=one["rows"],
                hidden=one["hidden"],
                first=one["first"],
                last=one["last"],
            )
            for one in found
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("impact", "0003_alarm_dated")]

    operations = [
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=40)),
                ("level", models.CharField(max_length=20)),
                ("rows", models.PositiveIntegerField(help_text="values, hidden ones too")),
                (
                    "hidden",
                    models.PositiveIntegerField(help_text="suppressed by the publisher, or withheld here"),
                ),
                ("first", models.DateField()),
                ("last", models.DateField(help_text="the last day of the last period")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="impact.seriesfile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["indicator", "level"], name="holding_of_an_indicator")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "indicator", "level"), name="holding_counted_once"
                    )
                ],
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
