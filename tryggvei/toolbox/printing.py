"""Sheets for paper: PDF/UA-1 by typst, and codes that a telephone reads.

typst lies in the Python environment with its own fonts and writes PDF/UA-1 itself: a template that
breaks that standard does not compile. Nothing of the machine goes in, no clock and no font of its
own, so the same words give the same bytes.
"""

import io
from functools import lru_cache
from pathlib import Path

import segno
import typst


@lru_cache(maxsize=64)
def pdf_of(template: Path, data: str) -> bytes:
    """Return the PDF that a template makes of `data` (JSON, read in it as `sys.inputs.data`).

    Kept, since a bake in a long-lived worker changes few of them. The template may use files of
    its own folder. Raises typst.TypstError when it is broken or would not give PDF/UA-1.
    """
    made = typst.compile(
        template,
        root=template.parent,
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template.name} gave no single PDF")
    return made


def qr_svg(address: str) -> str:
    """Return the QR code of an address as SVG; the quiet zone is four modules (ISO/IEC 18004)."""
    out = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(out, kind="svg", border=4, scale=4, xmldecl=False, nl=False, omitsize=False)
    return out.getvalue().decode()
