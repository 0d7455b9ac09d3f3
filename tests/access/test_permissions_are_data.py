"""Permissions are names in one list; roles are files in the pack."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from tryggvei.access.api import Permission, RoleFile

ROLES = Path(__file__).resolve().parents[2] / "content" / "felles" / "roles"
TEXT = {"nb": "Tekst", "nn": "Tekst", "en": "Text"}


def role(role_id: str) -> RoleFile:
    return RoleFile.model_validate(yaml.safe_load((ROLES / f"{role_id}.yaml").read_text()))


def test_permissions_are_alphabetical_and_named_after_their_value() -> None:
    values = [permission.value for permission in Permission]
    assert values == sorted(values)
    for permission in Permission:
        assert re.fullmatch(r"[a-z_]+:[a-z_]+:[a-z_]+", permission.value)
        assert permission.name == permission.value.upper().replace(":", "_")


@pytest.mark.parametrize("path", sorted(ROLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_role_file_is_sound_and_named_after_its_role(path: Path) -> None:
    found = role(path.stem)
    assert found.id == path.stem
    assert [p.value for p in found.permissions] == sorted(p.value for p in found.permissions)


@pytest.mark.promise(19, "whoever administers people or the system reaches no case")
@pytest.mark.parametrize("role_id", ["system_operator", "people_administrator", "privacy_officer"])
def test_administrators_have_no_case_permission(role_id: str) -> None:
    assert role(role_id).administers
    assert not [p for p in role(role_id).permissions if p.reaches_people]


def test_leaders_and_editors_have_no_case_permission() -> None:
    for role_id in ("unit_leader", "implementation_lead", "content_editor"):
        assert not [p for p in role(role_id).permissions if p.reaches_people]


def test_a_role_that_administers_and_reads_cases_is_refused() -> None:
    with pytest.raises(ValidationError, match="no permission that reaches"):
        RoleFile.model_validate(
            {
                "id": "boss",
                "name": TEXT,
                "purpose": TEXT,
                "administers": True,
                "permissions": ["casework:case:read"],
            }
        )


@pytest.mark.parametrize("given", [["casework:case:think"], ["plan:plan:read", "plan:plan:read"]])
def test_an_unknown_or_doubled_permission_is_refused(given: list[str]) -> None:
    with pytest.raises(ValidationError):
        RoleFile.model_validate({"id": "odd", "name": TEXT, "purpose": TEXT, "permissions": given})
