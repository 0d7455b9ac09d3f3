"""The colours can be read: contrast after WCAG 2.2, in light and dark."""

import re

import pytest

from tryggvei.ui.stylesheet.build import STYLES

TEXT_ON = [
    ("{}-text-default", "neutral-background-default"),
    ("{}-text-subtle", "neutral-background-default"),
    ("{}-text-default", "{}-surface-tinted"),
    ("{}-text-subtle", "{}-surface-tinted"),
    ("{}-base-contrast-default", "{}-base-default"),
    ("{}-base-contrast-default", "{}-base-hover"),
    ("{}-text-subtle", "neutral-background-tinted"),
]
PALETTES = ("neutral", "accent", "info", "success", "warning", "danger")


def _modes() -> dict[str, dict[str, str]]:
    text = (STYLES / "colours.css").read_text()
    light, dark = text.split("@media", 1)
    return {
        name: dict(re.findall(r"--ds-color-([\w-]+): (#[0-9a-f]+);", part))
        for name, part in (("light", light), ("dark", dark))
    }


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("palette", PALETTES)
def test_text_has_a_contrast_of_at_least_four_and_a_half(mode: str, palette: str) -> None:
    colours = _modes()[mode]
    for text, ground in TEXT_ON:
        pair = colours[text.format(palette)], colours[ground.format(palette)]
        assert _contrast(*pair) >= 4.5, (text, ground)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("palette", PALETTES)
def test_borders_that_carry_meaning_have_a_contrast_of_at_least_three(
    mode: str, palette: str
) -> None:
    colours = _modes()[mode]
    edge, ground = colours[f"{palette}-border-default"], colours["neutral-background-default"]
    assert _contrast(edge, ground) >= 3


def test_dark_has_every_colour_that_light_has() -> None:
    modes = _modes()
    assert modes["light"].keys() == modes["dark"].keys()
    assert len(modes["light"]) == 16 * len(PALETTES) + 2


def test_only_danger_is_red() -> None:
    for colours in _modes().values():
        for name, colour in colours.items():
            digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
            red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
            is_red = red > 110 and green < red * 0.5 and blue < red * 0.6
            assert not is_red or name.startswith(("danger", "warning")), name
