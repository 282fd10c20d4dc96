"""JSON as the pages write it: moments in full, so that an API and a page never differ in a digit."""

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder


class _Encoder(NinjaJSONEncoder):
    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime | dt.date) else super().default(o)


class Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002
        return json.dumps(data, cls=_Encoder, ensure_ascii=False)
