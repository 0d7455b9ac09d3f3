"""The guides for employees of the pack, whichever there are, to be drawn in each language."""

from pathlib import Path

from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import GuideFile
from tryggvei.guides.rules.schema import LANGUAGES, Audience

CONTENT = Path(__file__).parents[2] / "content"


def _for_employees() -> list[Path]:
    files = sorted(CONTENT.glob("*/guides/*.yaml"))
    return [file for file in files if read_guide(file).audience is Audience.EMPLOYEE]


def read_guide(file: Path) -> GuideFile:
    """Return a guide from its file."""
    return GuideFile.model_validate(read_document(file).data)


IN_PACK = [(file, language) for file in _for_employees() for language in LANGUAGES]
IDS = [f"{file.stem}-{language}" for file, language in IN_PACK]
