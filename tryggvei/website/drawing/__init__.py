"""What a page says: the pages, guides, prints and files that a bake is made of. Reads only."""
