"""Real key files that cost nothing to unlock: the cost stands in each file."""

from datetime import date
from pathlib import Path

from tryggvei.sealing import epochs, private_file

PASSPHRASE = "correct horse battery staple of the intake tests"


def cheap_keys(root: Path, day: date) -> None:
    """Make keys below root/keys, as `manage.py keys init` does."""
    dear = private_file.DEFAULT_COST
    private_file.DEFAULT_COST = private_file.Argon2Cost(1, 64, 1)
    try:
        epochs.init(epochs.KeyFolder(root / "keys", PASSPHRASE), day)
    finally:
        private_file.DEFAULT_COST = dear
