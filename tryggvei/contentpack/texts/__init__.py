"""What people write in the pack, as a tree of plain values: the one reader of running text.

Every kind of text that a person writes is read here: pages, guides, cards and flowcharts today;
routines, lessons and agreements when they come. A room says two things of its texts:

- which *markup* they have. `Markup.LINES`: paragraphs, and lists whose items begin with "- ".
  `Markup.WHOLE`: headings, both kinds of lists, **strong**, *emphasis*, links and escapes too.
- which *placeholders* they know, as a `Vocabulary`: `[[kind]]`, `[[kind:key]]` and
  `[[kind:key|text]]`. A telephone number is never typed in a text: `[[tel:key]]` fetches it from
  the help directory, so that one correction mends every page.

`parse(text, markup)` returns blocks (paragraph, heading, list) of lines; a line is a tuple of
segments, each words with their marks, or a placeholder. `line_of(text)` reads a text of one line,
such as a title or an answer, as it stands. Neither raises, and neither loses a letter: what is not
understood stays as it was written. HTML is never let through: it is text like any other.

What is *shown* is strict. `drawn` (to values of a room's own), `plain` (to text) and `to_html`
raise BadPlaceholder for one that the vocabulary does not know, and let pass what the drawing
itself raises for a key that leads nowhere: no page goes out with a hole in it. A room's check asks
`Vocabulary.faults` first and tells the writer.

    NUMBERS = Vocabulary({"tel": Takes(key=True)})
    drawn(line_of(title), NUMBERS, words=lambda piece: ..., fill=lambda placeholder: [...])
"""

from tryggvei.contentpack.texts.drawing import drawn, plain, stands_alone, to_html
from tryggvei.contentpack.texts.placeholders import (
    BadPlaceholder,
    Placeholder,
    Takes,
    Text,
    Vocabulary,
    filled,
)
from tryggvei.contentpack.texts.reading import parse
from tryggvei.contentpack.texts.tree import (
    Block,
    Heading,
    Line,
    Link,
    Listing,
    Markup,
    Paragraph,
    Placed,
    Segment,
    line_of,
    lines,
    placeholders,
    written,
)

__all__ = [
    "BadPlaceholder",
    "Block",
    "Heading",
    "Line",
    "Link",
    "Listing",
    "Markup",
    "Paragraph",
    "Placed",
    "Placeholder",
    "Segment",
    "Takes",
    "Text",
    "Vocabulary",
    "drawn",
    "filled",
    "line_of",
    "lines",
    "parse",
    "placeholders",
    "plain",
    "stands_alone",
    "to_html",
    "written",
]
