"""The guides for employees of the pack, whichever there are, to be drawn in each language.

A worker that only collects reads no guide: `IN_PACK` is a search for one line in each file. What is
read, laid out or written as BPMN is so once in a run, for all tests that look at it.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from django.test import override_settings

from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries.flow import flowchart
from tryggvei.guides.rules.flow import bpmn
from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.flow.drawing import Drawing
from tryggvei.guides.rules.flow.layout import laid_out, on_one_sheet
from tryggvei.guides.rules.schema import LANGUAGES

CONTENT = Path(__file__).parents[2] / "content"
_FOR_EMPLOYEES = re.compile(r"^audience: employee$", re.MULTILINE)


def guide_files() -> list[Path]:
    """Return the files of all guides of the pack."""
    return sorted(CONTENT.glob("*/guides/*.yaml"))


def _for_employees() -> list[Path]:
    return [file for file in guide_files() if _FOR_EMPLOYEES.search(file.read_text("utf-8"))]


@lru_cache
def read_guide(file: Path) -> GuideFile:
    """Return a guide from its file."""
    return GuideFile.model_validate(read_document(file).data)


@cache
def chart_in_pack(file: Path, language: str) -> Chart:
    """Return the flowchart of a guide of the pack, as the public face draws it."""
    with override_settings(FACE="public"):
        return flowchart(read_guide(file), language)


# A chart is a value: tests that ask for the same one share what was made of it.
drawing_of = lru_cache(maxsize=None)(laid_out)
bpmn_drawing_of = lru_cache(maxsize=None)(lambda chart: on_one_sheet(chart, bpmn.STYLE))


@cache
def bpmn_of(chart: Chart) -> bytes:
    """Return the chart as BPMN."""
    drawing: Drawing = bpmn_drawing_of(chart)
    return bpmn.written(drawing)


IN_PACK = [(file, language) for file in _for_employees() for language in LANGUAGES]
IDS = [f"{file.stem}-{language}" for file, language in IN_PACK]
