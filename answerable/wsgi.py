import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
application = get_wsgi_application()

# Read once, before the server makes its workers: so the first request does not wait for it. The collector
# never looks at it again, which took a tenth of a second of a page now and then.
import_module("answerable.urls")
gc.collect()
gc.freeze()
