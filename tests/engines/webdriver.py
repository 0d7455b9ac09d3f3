"""The WebDriver vocabulary, for the two engines that speak it over a wire of their own."""

from abc import abstractmethod
from typing import Any

from tests.engines.visit import KEYS, Visit


class WebDriverVisit(Visit):
    """Verbs of the W3C standard; the subclass knows how they travel."""

    @abstractmethod
    def ask(self, verb: str, **body: Any) -> Any:
        """Send a verb (Navigate, ExecuteScript, ...) and return the value of the answer."""

    def open(self, url: str) -> None:
        """Navigate; the session's page load strategy is "none"."""
        self.ask("Navigate", url=url)

    def url(self) -> str:
        """Return the address of the tab."""
        return str(self.ask("GetCurrentURL"))

    def run(self, script: str) -> Any:
        """Execute in the page."""
        return self.ask("ExecuteScript", script=script, args=[])

    def point(self, x: int, y: int) -> None:
        """Move the mouse there and press its first button."""
        pressed = [
            {"type": "pointerMove", "x": x, "y": y, "duration": 0},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act("pointer", pressed, parameters={"pointerType": "mouse"})

    def press(self, *keys: str) -> None:
        """Press and let go of each key, holding what stands before a plus."""
        steps: list[dict[str, Any]] = []
        for key in keys:
            values = [KEYS.get(part, part) for part in key.split("+")]
            steps += [{"type": "keyDown", "value": value} for value in values]
            steps += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._act("key", steps)

    def _act(self, kind: str, steps: list[dict[str, Any]], **more: Any) -> None:
        source = {"type": kind, "id": kind, "actions": steps, **more}
        self.ask("PerformActions", actions=[source])

    def back(self) -> None:
        """Go one step back in the history of the tab."""
        self.ask("Back")

    def reload(self) -> None:
        """Load the page again."""
        self.ask("Refresh")

    def new_tab(self) -> None:
        """Open a tab and look at it from now on."""
        handle = self.ask("NewWindow", type="tab")["handle"]
        self.ask("SwitchToWindow", handle=handle)
