"""No tables: a guide lives in the content pack, and what a reader answers is never stored."""

from pydantic import BaseModel, ConfigDict

from tryggvei.contentpack.api import Reviewed
from tryggvei.guides.rules.case_ids import CaseIdsBody
from tryggvei.guides.rules.schema import GuideBody, Key


class GuideFile(GuideBody, Reviewed):
    """What content/*/guides/<name>.yaml holds: the guide, its sources and its review mark."""


class ContactRole(BaseModel):
    """Which service of the help directory a guide means by a role, in this municipality."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Key
    service: Key


class CaseIds(CaseIdsBody, Reviewed):
    """What content/felles/case-ids.yaml holds: how the lawyer's table of cases is read."""
