"""What a page file may hold, how it is drawn and what a bake is. Pure: no Django."""
