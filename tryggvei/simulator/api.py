"""The front door of the simulator: log-ins to print, and the truth for tests."""

from tryggvei.simulator.people import Cast, DemoLogin, log_ins, make_people
from tryggvei.simulator.year import Truth, Year

__all__ = ["Cast", "DemoLogin", "Truth", "Year", "demo_logins", "log_ins", "make_people"]


def demo_logins() -> list[DemoLogin]:
    """Return the log-ins that `make demo` prints."""
    return [login for login, _name in log_ins()]
