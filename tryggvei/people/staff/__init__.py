"""The door for employees: who works where, as what, since when (/folk/)."""
