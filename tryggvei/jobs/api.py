"""The front door of recurring jobs; it can be imported before models are loaded."""

from tryggvei.jobs.ticks import LEASE, JobTrouble, Lane, Outcome, register_tick, run_due, ticks

__all__ = ["LEASE", "JobTrouble", "Lane", "Outcome", "register_tick", "run_due", "ticks"]
