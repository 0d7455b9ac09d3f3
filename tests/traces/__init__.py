"""The trace report of a release: what three engines keep and show after our pages were left."""
