"""What the provider of the tests says in its ID tokens."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator

from tests.provider.tokens import altered


class Validator(OAuth2Validator):  # type: ignore[misc]  # the library has no types
    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        user = request.user
        return {"email": user.email, "email_verified": not user.username.startswith("unverified")}

    def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
        made = super().finalize_id_token(id_token, token, token_handler, request)
        return altered(made, request.user.username, ours=request.client.jwk_key)
