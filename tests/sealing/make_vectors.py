"""Make the frozen vectors of a NEW format version: `python -m tests.sealing.make_vectors`.

It writes only files that are not there. A committed vector is never made again: it stands for the
messages that lie in real databases. A vector that no longer opens means lost messages.
"""

import json
import os
import secrets
from datetime import date
from pathlib import Path
from uuid import uuid4

import django
from django.conf import settings

FOLDER = Path(__file__).parent / "vectors"
TEXT = "Æøå. A text for tests only; it was never anybody's. 日本 👋"


def write(name: str, vector: dict[str, object]) -> None:
    """Write one vector, unless it is there."""
    path = FOLDER / f"{name}.json"
    if path.exists():
        print(f"{name}: frozen, left alone")  # noqa: T201 - a tool for the terminal
        return
    path.write_text(json.dumps(vector, indent=1, ensure_ascii=False) + "\n")
    print(f"{name}: made")  # noqa: T201


def messages() -> None:
    """Sealed messages, one a suite."""
    from tryggvei.sealing import envelope, private_keys, suites
    from tryggvei.sealing.context import SealContext, canonical_bytes
    from tryggvei.sealing.keyset import PublicKey, PublicKeyset

    for suite in suites.SuiteName:
        seed, key_id = private_keys.new_seed(), secrets.token_bytes(4)
        public = private_keys.public_bytes_of(suite, seed)
        key = PublicKey(key_id.hex(), suite, date(2026, 1, 1), date(2026, 2, 1), public)
        context = SealContext("enquiry", "tryggest", uuid4())
        code = suites.SUITES[suite].code
        blob = envelope.seal(TEXT.encode(), context, PublicKeyset(key.key_id, (key,))).blob
        write(
            f"message-v{envelope.VERSION}-{suite.value.lower()}",
            {
                "what": "sealed message",
                "suite": suite.value,
                "key_id": key.key_id,
                "private": seed.hex(),
                "public": public.hex(),
                "form": context.form,
                "box": context.box,
                "message_id": str(context.message_id),
                "context": canonical_bytes(context, envelope.VERSION, code, key_id).hex(),
                "plaintext": TEXT,
                "blob": blob.hex(),
            },
        )


def replies() -> None:
    """A receipt code, what follows from it, and a reply to its mailbox."""
    from tryggvei.sealing import mailbox
    from tryggvei.sealing.receipt_code import new_receipt_code, parse_receipt_code

    typed, reply_id = new_receipt_code(), uuid4()
    code = parse_receipt_code(typed)
    blob = mailbox.seal_to_mailbox(TEXT.encode(), code.mailbox_id, code.public_key, reply_id)
    write(
        f"reply-v{mailbox.VERSION}-x25519",
        {
            "what": "reply to a mailbox",
            "receipt_code": typed,
            "mailbox_id": code.mailbox_id.hex(),
            "public": code.public_key.hex(),
            "private": code.private_key.private_bytes_raw().hex(),
            "reply_id": str(reply_id),
            "plaintext": TEXT,
            "blob": blob.hex(),
        },
    )


def cases() -> None:
    """A case key under a master key, a field under it, and blind indexes."""
    from tryggvei.sealing import blind_index, fields, keyring

    master, index, case_id = secrets.token_bytes(32), secrets.token_bytes(32), uuid4()
    folder = Path(settings.STATE_DIR) / "vector-keyring"
    ring = keyring.Keyring(folder)
    ring.create(case_id, master)
    (file,) = folder.rglob("*.key")
    field = fields.close_field(ring.read(case_id, master), case_id, "name", TEXT)
    values = [("name", "Kari Nordmann"), ("phone", "99 00 00 01"), ("national_id", "01019000000")]
    write(
        f"case-v{keyring.VERSION}",
        {
            "what": "case key, field and blind indexes",
            "master": master.hex(),
            "index": index.hex(),
            "case_id": str(case_id),
            "case_key_file": file.read_bytes().hex(),
            "field": "name",
            "plaintext": TEXT,
            "blob": field.hex(),
            "blind_indexes": [
                [kind, value, blind_index.blind_index(index, kind, value).hex()]
                for kind, value in values
            ],
        },
    )


def key_files() -> None:
    """The two key files of an installation with three keys, one of them retired."""
    from tryggvei.sealing import epochs, keyset, private_file, suites

    folder = epochs.KeyFolder(Path(settings.STATE_DIR) / "vector-keys", "a passphrase for tests")
    epochs.init(folder, date(2026, 1, 5))
    gone = folder.read().primary
    epochs.rotate(folder, date(2026, 2, 1))
    epochs.rotate(folder, date(2026, 2, 14), suites.SuiteName.X25519, now=True)
    epochs.retire(folder, gone, date(2026, 2, 20), force=True)
    material = folder.read()
    write(
        f"key-files-v{private_file.FORMAT}",
        {
            "what": "private.sealed and public.json",
            "passphrase": folder.passphrase,
            "private_file": (folder.path / private_file.PRIVATE_FILE).read_text(),
            "public_file": (folder.path / keyset.PUBLIC_FILE).read_text(),
            "seeds": {key.key_id: key.seed.hex() for key in material.keys},
            "retired": gone,
            "master": material.master.hex(),
            "index": material.index.hex(),
        },
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggvei.site.settings.test")
    django.setup()
    for make in (messages, replies, cases, key_files):
        make()
