"""Every address that needs a key, area by area. Each module adds its own to the router as it is loaded."""

from answerable.api.writing.making import router
from answerable.api.writing.routes import answers as answers
from answerable.api.writing.routes import mine as mine

__all__ = ["router"]
