"""Every address that needs a key, area by area. Each module adds its own to the router as it is loaded."""

from answerable.api.writing.making import router
from answerable.api.writing.routes import answers as answers
from answerable.api.writing.routes import challenges as challenges
from answerable.api.writing.routes import delivery as delivery
from answerable.api.writing.routes import editions as editions
from answerable.api.writing.routes import files as files
from answerable.api.writing.routes import mine as mine
from answerable.api.writing.routes import plans as plans
from answerable.api.writing.routes import publishing as publishing
from answerable.api.writing.routes import sharing as sharing
from answerable.api.writing.routes import sheets as sheets
from answerable.api.writing.routes import together as together
from answerable.api.writing.routes import weighing as weighing
from answerable.api.writing.routes import withdrawing as withdrawing

__all__ = ["router"]
