"""Where things came from: publishers, kept documents, what was read of them, and visits to their sites."""

from answerable.sources.models.harvest import Harvest, Place, Visit
from answerable.sources.models.kept import Document, Holding, Publisher, Reading, Remark

__all__ = ["Document", "Harvest", "Holding", "Place", "Publisher", "Reading", "Remark", "Visit"]
