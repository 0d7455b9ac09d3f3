"""Builds the two style sheets: vendored components, only what templates use, plus our own."""
