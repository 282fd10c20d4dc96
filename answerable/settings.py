"""Django settings. Everything a deployment may change comes from the environment:

ANSWERABLE_HOME     data directory (database, documents, search index); default: the user's data directory
DATABASE_URL        database; default: SQLite inside ANSWERABLE_HOME
ANSWERABLE_SECRET   secret key; default: generated once and kept in ANSWERABLE_HOME for its owner only
ANSWERABLE_HOSTS    comma-separated host names that may be served; default: this machine only
ANSWERABLE_DEBUG    "1" shows error details; never in public
ANSWERABLE_NAME     what the service calls itself; default: Answerable
ANSWERABLE_FOOTER   what the footer says the service is
ANSWERABLE_ADDRESS  where people reach the service, for links in mail; default: http://localhost:8000
ANSWERABLE_SMTP     mail server, as smtp://user:password@host:587 (TLS by STARTTLS) or smtps://host:465;
                    default: none, and mail becomes files in ANSWERABLE_HOME/mailbox
ANSWERABLE_MAIL_FROM  the address that mail comes from; default: answerable@localhost
ANSWERABLE_ESCALATION_FROM  day (YYYY-MM-DD) from which duties of every body may climb the ladder of
                    escalation; default: each body's from the day on which it was brought on
ANSWERABLE_SECOND_FACTOR  who proves who they are with more than a password: "roles" (those whose roles bind
                    others), "everybody" or "optional"; default: roles
ANSWERABLE_BULK     folder into which the daily job writes the public files, for /data/files; default: none
ANSWERABLE_HARVEST  sources whose sites the daily job visits: codes with commas, or "all"; default: none
ANSWERABLE_HARVEST_STAND_IN  127.0.0.1:PORT of a server that answers for every site; for tests alone
ANSWERABLE_OIDC_ISSUER, _CLIENT, _SECRET, _NAME  an OpenID provider through which invited people may sign in
ANSWERABLE_PROXIES  how many proxies stand before the server, setting X-Forwarded-For and -Proto; default: 0
"""

import datetime as dt
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
    "django.contrib.contenttypes",  # needed by auth
    "django.contrib.auth",  # sessions; permissions are in answerable/accounts/roles.py
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "answerable.core",
    "answerable.ledger",
    "answerable.organisations",
    "answerable.accounts",
    "answerable.notices",
    "answerable.search",
    "answerable.sources",
    "answerable.uploads",
    "answerable.register",
    "answerable.lineage",
    "answerable.duties",
    "answerable.assurance",
    "answerable.impact",
    "answerable.oversight",
    "answerable.website",
    "answerable.workspace",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "answerable.website.security.ContentSecurityPolicy",
    "answerable.workspace.security.SignedInPages",
    "answerable.website.security.NoNulCharacters",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Public pages never look at the session, and its cookie is not sent to them (SESSION_COOKIE_PATH).
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "answerable.urls"
WSGI_APPLICATION = "answerable.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "website" / "jinja2", PACKAGE / "workspace" / "jinja2"],
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
            " PRAGMA cache_size=-32768; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    _database["CONN_MAX_AGE"] = 60
    _database["ENGINE"] = "answerable.core.postgresql"
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "website" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "website" / "static", PACKAGE / "workspace" / "static"]
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

# People who sign in: docs/decisions/0009-accounts.md.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["answerable.accounts.backend.Sessions"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
# An e-mail address is one person's among those who have not left: a constraint that the check can't see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

# Cookies go over TLS alone, but for a register that only its own machine can reach.
_LOCAL = {"localhost", "127.0.0.1", "[::1]"}
_TLS = not DEBUG and not set(ALLOWED_HOSTS) <= _LOCAL
_COOKIES = "/workspace"
SESSION_COOKIE_NAME = "__Secure-session" if _TLS else "session"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = _COOKIES
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_IDLE_SECONDS = 60 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
CSRF_COOKIE_NAME = "__Secure-csrf" if _TLS else "csrf"
CSRF_COOKIE_AGE = None  # until the browser closes
CSRF_FAILURE_VIEW = "answerable.workspace.views.refusing.form_not_ours"

SECOND_FACTOR = os.environ.get("ANSWERABLE_SECOND_FACTOR", "roles")
if SECOND_FACTOR not in ("roles", "everybody", "optional"):
    raise ValueError("ANSWERABLE_SECOND_FACTOR must be roles, everybody or optional.")
PROOF_SECONDS = 15 * 60  # how long a second factor counts for acts that others rely on

# docs/decisions/0013-sign-in.md
OIDC_ISSUER = os.environ.get("ANSWERABLE_OIDC_ISSUER", "")
OIDC_CLIENT = os.environ.get("ANSWERABLE_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("ANSWERABLE_OIDC_SECRET", "")
OIDC_NAME = os.environ.get("ANSWERABLE_OIDC_NAME", "your organisation")

_proxies = os.environ.get("ANSWERABLE_PROXIES") or "0"
if not (_proxies.isascii() and _proxies.isdigit()):
    raise ValueError(f"ANSWERABLE_PROXIES has to be how many proxies there are, such as 1, not {_proxies!r}.")
PROXIES = int(_proxies)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Files of a form stop at the largest that may be kept, before any page sees them.
FILE_UPLOAD_HANDLERS = ["answerable.uploads.incoming.CappedHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# Without `collectstatic` (tests, a bare WSGI server) files are served under their plain names.
WHITENOISE_USE_FINDERS = True

# Mail: docs/decisions/0016-escalation.md and RUNBOOK.md.
PUBLIC_ADDRESS = os.environ.get("ANSWERABLE_ADDRESS", "http://localhost:8000").rstrip("/")
if not PUBLIC_ADDRESS.startswith(("http://", "https://")):
    raise ValueError(
        f"ANSWERABLE_ADDRESS has to be like https://register.example.org, not {PUBLIC_ADDRESS!r}."
    )
MAIL_SERVER = os.environ.get("ANSWERABLE_SMTP", "")
if MAIL_SERVER and not MAIL_SERVER.startswith(("smtp://", "smtps://")):
    raise ValueError("ANSWERABLE_SMTP has to begin with smtp:// or smtps://.")
MAIL_FROM = os.environ.get("ANSWERABLE_MAIL_FROM", "answerable@localhost")
# Where the daily job puts the public files, and /data/files serves them from; empty: nowhere.
BULK = os.environ.get("ANSWERABLE_BULK", "")
# docs/decisions/0028-harvest.md
HARVEST = tuple(code.strip() for code in os.environ.get("ANSWERABLE_HARVEST", "").split(",") if code.strip())
HARVEST_STAND_IN = os.environ.get("ANSWERABLE_HARVEST_STAND_IN", "")
MAILBOX = HOME / "mailbox"
ESCALATION_FROM = os.environ.get("ANSWERABLE_ESCALATION_FROM", "")
try:
    dt.date.fromisoformat(ESCALATION_FROM or "2030-01-01")
except ValueError as error:
    raise ValueError(
        f"ANSWERABLE_ESCALATION_FROM has to be a day such as 2030-01-31, not {ESCALATION_FROM!r}."
    ) from error

# What the footer and notices say of the service that runs this software.
SERVICE_NAME = os.environ.get("ANSWERABLE_NAME", "Answerable")
SERVICE_FOOTER = os.environ.get(
    "ANSWERABLE_FOOTER", "independent open-source software, not a government website."
)
