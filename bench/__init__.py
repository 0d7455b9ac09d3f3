"""Benches: `make bench` runs each script here."""
