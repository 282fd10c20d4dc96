"""Django settings. Everything a deployment may change comes from the environment:

ANSWERABLE_HOME     data directory (database, documents, search index); default: the user's data directory
DATABASE_URL        database; default: SQLite inside ANSWERABLE_HOME
ANSWERABLE_SECRET   secret key; default: generated once and kept in ANSWERABLE_HOME for its owner only
ANSWERABLE_HOSTS    comma-separated host names that may be served; default: this machine only
ANSWERABLE_DEBUG    "1" shows error details; never in public
ANSWERABLE_NAME     what the service calls itself; default: Answerable
ANSWERABLE_FOOTER   what the footer says the service is
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import platformdirs

PACKAGE = Path(__file__).resolve().parent
BASE = PACKAGE.parent

HOME = Path(os.environ.get("ANSWERABLE_HOME") or platformdirs.user_data_dir("answerable"))
HOME.mkdir(parents=True, exist_ok=True)
DOCUMENTS = HOME / "documents"
INDEX = HOME / "index"
DEFINITIONS = BASE / "data"

DEBUG = os.environ.get("ANSWERABLE_DEBUG") == "1"


def _secret() -> str:
    given = os.environ.get("ANSWERABLE_SECRET")
    if given:
        return given
    kept = HOME / "secret"
    try:
        with kept.open("x") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return kept.read_text() or secrets.token_urlsafe(50)


SECRET_KEY = _secret()
ALLOWED_HOSTS = [
    host.strip() for host in os.environ.get("ANSWERABLE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "answerable.core",
    "answerable.ledger",
    "answerable.organisations",
    "answerable.search",
    "answerable.sources",
    "answerable.register",
    "answerable.lineage",
    "answerable.duties",
    "answerable.website",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "answerable.website.security.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "answerable.urls"
WSGI_APPLICATION = "answerable.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "website" / "jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "answerable.website.templating.environment"},
    }
]

_database: dict[str, Any] = dict(
    dj_database_url.parse(os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'answerable.sqlite3'}")
)
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    _database["CONN_MAX_AGE"] = 60
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "website" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Failures of a page go to standard error with their traceback; addresses of requests are not logged besides.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = False

# Without `collectstatic` (tests, a bare WSGI server) files are served under their plain names.
WHITENOISE_USE_FINDERS = True

# What the footer and notices say of the service that runs this software.
SERVICE_NAME = os.environ.get("ANSWERABLE_NAME", "Answerable")
SERVICE_FOOTER = os.environ.get(
    "ANSWERABLE_FOOTER", "independent open-source software, not a government website."
)
