"""What may happen to a text on its way to readers, and how two texts differ. Pure: no Django."""
