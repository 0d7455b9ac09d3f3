"""The engine of the guides: plain Python, no Django.

schema (what a file holds) -> graph, paths, walk -> the rules (shape, safety, words) -> check.
page makes what a template shows.
"""
