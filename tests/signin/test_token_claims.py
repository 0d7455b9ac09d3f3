"""Which ID tokens are believed: every claim, one wrong at a time."""

from typing import Any

import pytest

from tryggvei.signin.oidc.claims import Expected, OidcRefused, believed

NOW = 1_800_000_000.0
GOOD: dict[str, Any] = {
    "iss": "https://idp.example",
    "aud": "tryggvei",
    "sub": "abc",
    "nonce": "n-1",
    "exp": NOW + 60,
    "iat": NOW - 1,
    "acr": "idporten-loa-high",
}
EXPECTED = Expected(
    issuer="https://idp.example",
    client_id="tryggvei",
    nonce="n-1",
    levels=("idporten-loa-high", "c1"),
    now=NOW,
)


def test_a_whole_token_is_believed() -> None:
    assert believed(GOOD, EXPECTED).subject == "abc"
    several = GOOD | {"aud": ["tryggvei", "other"], "azp": "tryggvei"}
    assert believed(several, EXPECTED).subject == "abc"


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        ("token", {"iss": "https://idp.example/"}),
        ("token", {"iss": None}),
        ("token", {"aud": "other"}),
        ("token", {"aud": ["other"]}),
        ("token", {"aud": None}),
        ("token", {"aud": ["tryggvei", "other"]}),
        ("token", {"azp": "other"}),
        ("token", {"exp": NOW - 61}),
        ("token", {"exp": None}),
        ("token", {"exp": True}),
        ("token", {"exp": str(NOW + 60)}),
        ("token", {"iat": NOW + 61}),
        ("token", {"iat": NOW - 601}),
        ("token", {"nbf": NOW + 61}),
        ("token", {"nonce": "n-2"}),
        ("token", {"nonce": None}),
        ("token", {"sub": ""}),
        ("token", {"sub": 7}),
        ("token", {"sub": "x" * 256}),
        ("level", {"acr": None}),
        ("level", {"acr": "idporten-loa-substantial"}),
        ("level", {"acr": ["idporten-loa-high"]}),
        ("level", {"acr": "0", "acrs": ["c2"]}),
    ],
)
def test_one_wrong_claim_is_enough_to_refuse(reason: str, change: dict[str, Any]) -> None:
    claims = {name: value for name, value in (GOOD | change).items() if value is not None}
    with pytest.raises(OidcRefused) as refused:
        believed(claims, EXPECTED)
    assert refused.value.reason == reason


def test_the_list_of_met_contexts_counts_as_level() -> None:
    claims = {name: value for name, value in GOOD.items() if name != "acr"} | {"acrs": ["c1"]}
    assert believed(claims, EXPECTED).level == "c1"


@pytest.mark.parametrize(
    ("auth_time", "believable"), [(NOW - 30, True), (NOW - 300, False), (None, False)]
)
def test_proving_again_needs_a_new_log_in_there(auth_time: float | None, believable: bool) -> None:
    asked = Expected(**{**vars(EXPECTED), "fresh_since": NOW - 40})
    claims = GOOD if auth_time is None else GOOD | {"auth_time": auth_time}
    if believable:
        assert believed(claims, asked)
    else:
        with pytest.raises(OidcRefused):
            believed(claims, asked)


def test_only_a_verified_address_is_an_address() -> None:
    said = GOOD | {"email": "Aud@Provebygd.example"}
    assert believed(said, EXPECTED).verified_email == ""
    assert believed(said | {"email_verified": "true"}, EXPECTED).verified_email == ""
    sure = believed(said | {"email_verified": True}, EXPECTED)
    assert sure.verified_email == "aud@provebygd.example"
