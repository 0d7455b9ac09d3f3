"""The front door of recurring jobs; it can be imported before models are loaded."""

from tryggvei.jobs.ticks import Outcome, Tick, run_due, ticks

__all__ = ["Outcome", "Tick", "run_due", "ticks"]
