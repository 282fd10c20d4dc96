from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "answerable.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whatever is written from here on keeps to the sectors that its actor is bound to."""
        from answerable.ledger.operation import BOUNDS
        from answerable.oversight.bounds import within_sectors

        if within_sectors not in BOUNDS:
            BOUNDS.append(within_sectors)
