"""The service for `bench/api_answers.py`: as it is, but for limits, which would answer most questions."""

from answerable.wsgi import application

from answerable.api import limits  # isort: skip

limits.MOST = limits.MOST_OF_KEY = 10**9

__all__ = ["application"]
