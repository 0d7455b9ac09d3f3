"""The flowchart of a guide: from its graph to shapes on sheets of paper, to SVG and to BPMN.

In order: `chart` (what is drawn), `letters` (how wide words are), `skeleton` (which row), `order`
(which order in a row), `place` (where in the row), `tracks` (how the lines turn), `sheets` (which
paper), and then `svg` or `bpmn`. Lengths are millimetres on paper, from the left and from the top.
"""
