from django.apps import AppConfig


class LineageConfig(AppConfig):
    name = "answerable.lineage"
    label = "lineage"
    default_auto_field = "django.db.models.BigAutoField"
