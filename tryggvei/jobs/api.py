"""The front door of recurring jobs; it can be imported before models are loaded."""

from tryggvei.jobs.ticks import JobTrouble, Outcome, Tick, run_due, ticks

__all__ = ["JobTrouble", "Outcome", "Tick", "run_due", "ticks"]
