"""Writes what of the Python client follows from the API's description:

python -m tests.unit.clients.describe_client
"""

import os

import django

if __name__ == "__main__":
    # Needs clients/python in PYTHONPATH.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
    django.setup()
    from answerable.api.app import described
    from from_description import PACKAGE, written

    for name, text in written(described()).items():
        (PACKAGE / name).write_text(text)
