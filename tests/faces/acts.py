"""The shell's own pages leave no row."""

from tests.matrix.acts_stage import EDITOR, GET, MEMBER, Exempt, by_role

EXEMPT = [
    Exempt(
        "home", GET, "Shows how much waits, in numbers. No person's data.", by_role(MEMBER, "home")
    ),
    Exempt(
        "ui:components",
        GET,
        "Shows the house's own components with invented texts. No person's data.",
        by_role(EDITOR, "ui:components"),
    ),
]
