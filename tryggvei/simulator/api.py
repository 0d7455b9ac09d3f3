"""The front door of the simulator: log-ins to print, and the truth for tests."""

from tryggvei.simulator.people import Cast, DemoLogin, log_ins, make_people
from tryggvei.simulator.stage import Scene, Stage, live, scenes

__all__ = [
    "Cast",
    "DemoLogin",
    "Scene",
    "Stage",
    "demo_logins",
    "live",
    "log_ins",
    "make_people",
    "scenes",
]


def demo_logins() -> list[DemoLogin]:
    """Return the log-ins that `make demo` prints."""
    return [login for login, _name in log_ins()]
