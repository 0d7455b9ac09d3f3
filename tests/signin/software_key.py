"""A passkey without a browser: makes and signs what a WebAuthn authenticator would (level 2)."""

import json
from hashlib import sha256
from secrets import token_bytes

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "testserver"  # what Django's test client calls us
FLAG = AuthenticatorData.FLAG


class SoftwareKey:
    """One P-256 key that is always present and always unlocked by its holder."""

    def __init__(self) -> None:
        """Make the key."""
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._id = token_bytes(32)
        self._uses = 0

    def registration(self, client: Client) -> str:
        """Return the browser's answer to the challenge that the client's session waits for."""
        public = ES256.from_cryptography_key(self._private.public_key())  # type: ignore[no-untyped-call]
        data = AttestedCredentialData.create(Aaguid(bytes(16)), self._id, public)
        said = self._authenticator_data(FLAG.UP | FLAG.UV | FLAG.AT, data)
        attested = AttestationObject.create("none", said, {})
        return self._answer(
            {
                "clientDataJSON": websafe_encode(_client_data("webauthn.create", client)),
                "attestationObject": websafe_encode(attested),
            }
        )

    def assertion(self, client: Client, person_id: int) -> str:
        """Return the browser's signed answer, with the name of the person the key belongs to."""
        self._uses += 1
        told = _client_data("webauthn.get", client)
        said = self._authenticator_data(FLAG.UP | FLAG.UV)
        signature = self._private.sign(said + told.hash, ec.ECDSA(hashes.SHA256()))
        handle = user_pk_to_url_str(get_user_model()(pk=person_id)).encode()
        return self._answer(
            {
                "clientDataJSON": websafe_encode(told),
                "authenticatorData": websafe_encode(said),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(handle),
            }
        )

    def _authenticator_data(self, flags: FLAG, data: bytes = b"") -> AuthenticatorData:
        host = sha256(HOST.encode()).digest()
        made: AuthenticatorData = AuthenticatorData.create(host, flags, self._uses, data)
        return made

    def _answer(self, response: dict[str, str]) -> str:
        name = websafe_encode(self._id)
        answer = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**answer, "clientExtensionResults": {"credProps": {"rk": True}}})


def _client_data(kind: str, client: Client) -> CollectedClientData:
    challenge = client.session[STATE_SESSION_KEY]["challenge"]
    return CollectedClientData.create(kind, challenge, f"https://{HOST}")
