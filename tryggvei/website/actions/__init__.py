"""Draw the pages and bake them to files."""
