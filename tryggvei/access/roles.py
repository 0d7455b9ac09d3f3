"""Roles are data: one file a role in the pack, each a set of permissions with its purpose."""

from collections.abc import Iterable
from typing import Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tryggvei.access.permissions import Permission
from tryggvei.contentpack.api import pack_items

KIND = "roles"


class RoleText(BaseModel):
    """A short text in the three languages of the house."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nb: str = Field(min_length=2, max_length=300)
    nn: str = Field(min_length=2, max_length=300)
    en: str = Field(min_length=2, max_length=300)


class RoleFile(BaseModel):
    """What a file in `roles/` must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z_]{2,40}$")
    name: RoleText
    purpose: RoleText
    administers: bool = False
    permissions: list[Permission]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if len(set(self.permissions)) != len(self.permissions):
            raise ValueError("a permission is listed twice")
        reaching = [p.value for p in self.permissions if p.reaches_people]
        if self.administers and reaching:
            raise ValueError(
                "a role that administers people or the system may have no permission that reaches "
                "residents, but lists " + ", ".join(reaching)
            )
        return self


def role_files() -> dict[str, RoleFile]:
    """Return the roles in force by their id: those of the files, the municipality's over ours.

    Straight from the files: an edit made on a screen never gives anybody a permission.
    """
    found = cast("Iterable[RoleFile]", pack_items(KIND).values())
    return {role.id: role for role in found}


def permissions_of(role_id: str) -> frozenset[Permission]:
    """Return what a role may do; nothing for a role that the pack does not know."""
    role = role_files().get(role_id)
    return frozenset(role.permissions) if role else frozenset()
