"""The page of invented people leaves no row."""

from tests.matrix.acts_stage import GET, Exempt, by_stranger

EXEMPT = [
    Exempt(
        "simulator:demo",
        GET,
        "Shows invented people and their codes on a demo; answers 404 in production.",
        by_stranger("simulator:demo"),
    ),
]
