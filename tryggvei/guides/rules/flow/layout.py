"""Decide how many boxes stand side by side, and on which paper, and give back a whole drawing."""

from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.flow.drawing import Drawing
from tryggvei.guides.rules.flow.fitting import Fitting
from tryggvei.guides.rules.flow.paging import Paper
from tryggvei.guides.rules.flow.sheets import drawing_of
from tryggvei.guides.rules.flow.sizes import Style

A4 = Paper(281.0, 194.0)  # on its side, 8 mm of margin all round; two of them are A3 upright
A3 = Paper(404.0, 281.0)  # on its side
_MOST_IN_ROW = (5, 4, 3, 2, 1)  # boxes of a lane; fewer make the chart longer and its boxes wider
_WIDE, _ROOMY, _NARROWEST = 40, 36, 26  # of a box


def laid_out(chart: Chart) -> Drawing:
    """Return the drawing of a chart on sheets of A4, or of A3 where A4 is too narrow for it.

    The same chart gives the same drawing. The lanes stand in the same place on all sheets; where
    that makes the boxes narrow, each sheet has its own lanes, and those alone that it uses. Where
    A3 is too narrow too, the sheet is wider than the paper and is shrunk when it is printed.
    """
    tries = [Fitting(chart, Style(), most) for most in _MOST_IN_ROW]
    for paper in (A4, A3):
        for one in tries:
            found = one.alike(paper, _WIDE) or one.apart(paper, _ROOMY)
            if found:
                return drawing_of(found, paper)
        for one in reversed(tries):
            found = one.apart(paper, _NARROWEST)
            if found:
                return drawing_of(found, paper)
    return on_one_sheet(chart, Style())


def is_wide(drawing: Drawing) -> bool:
    """Return whether a drawing needs A3."""
    return drawing.sheets[0].width > A4.width


def on_one_sheet(chart: Chart, style: Style) -> Drawing:
    """Return the drawing of a chart on one sheet that is as large as it needs."""
    one = Fitting(chart, style, _MOST_IN_ROW[0])
    paper = Paper(one.least_width(_WIDE) * 1.1)
    return drawing_of(one.with_width(_WIDE, paper), paper)
