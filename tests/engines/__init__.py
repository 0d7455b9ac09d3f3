"""Three browser engines behind one small interface, as a person would use them."""
