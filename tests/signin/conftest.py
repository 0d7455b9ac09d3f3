"""A certified OpenID provider for the tests that ask for `provider`."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from joserfc.jwk import RSAKey
from pytest_django import Settings

from tryggvei.signin.oidc import client as oidc_client

FOLDER = Path(__file__).parent / "op"
ORIGIN = "http://localhost:8001"
SECRET = "only-for-tests-0123456789-0123456789"


@dataclass
class RunningProvider:
    """The provider, as a test steers it and walks through it."""

    issuer: str
    key_file: str

    def next_person(
        self,
        account: str,
        level: str = "idporten-loa-high",
        email: str = "",
        verified: bool = False,
    ) -> None:
        """Say who logs in next there; an empty account means that the person presses cancel."""
        who = {"account": account, "level": level, "email": email, "verified": verified}
        requests.post(f"{self.issuer}/control", data=json.dumps(who), timeout=10)

    def walk(self, address: str, browser: requests.Session | None = None) -> str:
        """Follow the provider's pages from the address until it sends back; return our path."""
        browser = browser or requests.Session()
        for _step in range(12):
            answer = browser.get(address, allow_redirects=False, timeout=10)
            assert answer.is_redirect, f"{answer.status_code}: {answer.text[:600]}"
            address = requests.compat.urljoin(address, answer.headers["Location"])
            if address.startswith(ORIGIN):
                return address.removeprefix(ORIGIN)
        raise AssertionError("the provider never sent back")

    def log_in(self, client: Client, **start: str) -> Any:
        """Start at our page, walk through the provider, come back; return our last answer."""
        answer = client.get("/konto/oidc/start/", start)
        assert answer.status_code == 302
        return client.get(self.walk(answer["Location"]))


def query_of(address: str) -> dict[str, str]:
    """Return the query of an address, one value a name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def _need_node() -> None:
    if shutil.which("node") and shutil.which("npm"):
        return
    missing = "Node is missing: the tests against the certified OpenID provider did NOT run"
    if os.environ.get("CI"):
        pytest.fail(f"{missing}, and CI must never skip them. Install node and npm.")
    # On standard error too: pytest's own note of a skip is easy to overlook.
    os.write(2, f"\n*** {missing}. ***\n".encode())
    pytest.skip(missing)


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """Start the provider once a run, on a free port of this machine."""
    _need_node()
    if not (FOLDER / "node_modules" / "oidc-provider").exists():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER, check=True
        )
    key = RSAKey.generate_key(2048, private=True)
    key_file = tmp_path_factory.mktemp("oidc") / "client.pem"
    key_file.write_bytes(key.as_pem(private=True))
    jwk = key.as_dict(private=False) | {"kid": key.thumbprint(), "use": "sig", "alg": "RS256"}
    environ = os.environ | {
        "RETURN_ADDRESS": f"{ORIGIN}/konto/oidc/tilbake/",
        "AFTER_SIGN_OUT": f"{ORIGIN}/konto/slutt/",
        "CLIENT_SECRET": SECRET,
        "CLIENT_JWK": json.dumps(jwk),
    }
    with subprocess.Popen(
        ["node", "server.mjs"],
        cwd=FOLDER,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        issuer = process.stdout.readline().strip()
        assert issuer.startswith("http://localhost:"), "the provider did not start"
        yield RunningProvider(issuer, str(key_file))
        process.terminate()


@pytest.fixture
def provider(provider_process: RunningProvider, settings: Settings) -> RunningProvider:
    """Return the running provider, with our settings pointing at it."""
    settings.STAFF_ORIGIN = ORIGIN
    settings.OIDC = {
        "issuer": provider_process.issuer,
        "client_id": "tryggvei",
        "client_secret": SECRET,
        "private_key_file": "",
        "required_acr": "idporten-loa-high",
    }
    oidc_client._kept.clear()
    provider_process.next_person("subject-aud")
    return provider_process
