"""A real OpenID provider (django-oauth-toolkit), in a process of its own, with HTTP on this machine.

    python -m tests.provider.site PORT FOLDER

People sign in to it at `/login?as=NAME`. What their name says, it does with their token: somebody called
"expired" gets one that is too old, signed with the right key. Everybody's e-mail address is
NAME@example.org, and is verified, but for those whose name begins with "unverified".
"""

import sys
from pathlib import Path
from wsgiref.simple_server import make_server

import django
from django.conf import settings

from tests.provider.tokens import BACK, CLIENT, SECRET


def main(port: int, folder: Path) -> None:
    from jwcrypto import jwk

    key = jwk.JWK.generate(kty="RSA", size=2048)
    settings.configure(
        SECRET_KEY="of a provider that lives for one test",
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF="tests.provider.addresses",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        SESSION_COOKIE_NAME="provider",
        LOGIN_URL="/login",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.export_to_pem(private_key=True, password=None).decode(),
            "OIDC_ISS_ENDPOINT": f"http://localhost:{port}/o",
            "SCOPES": {"openid": "who", "email": "address"},
            "PKCE_REQUIRED": True,
            "OAUTH2_VALIDATOR_CLASS": "tests.provider.validator.Validator",
        },
    )
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=BACK,
        algorithm="RS256",
        skip_authorization=True,
    )
    with make_server("localhost", port, get_wsgi_application()) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
