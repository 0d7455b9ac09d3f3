"""Copy the bake that is shown to a bucket, whole, and then move one small pointer.

<prefix>/<id>/pages/...         the files of the bake, with type, encoding and headers
<prefix>/<id>/manifest.json     written last of them: a folder with it is whole
<prefix>/current                the id, in one line: moved last, in one step

A proxy reads `current` and then answers from that folder, so that a reader never sees half. The
files on this machine are baked first and stay: they answer also when the bucket does not.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings

from tryggvei.website.actions import kept
from tryggvei.website.actions.bucket import (
    Bucket,
    BucketFault,
    Described,
    S3Bucket,
    credentials_of,
)
from tryggvei.website.actions.kept import MANIFEST
from tryggvei.website.actions.server import HEADERS
from tryggvei.website.rules.baking import ENCODINGS

POINTER = "current"
PUBLISHED = "published"  # beside the bakes: which of them the bucket shows, as far as we know
NO_STORE = "no-store"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".opus": "audio/ogg",
    ".json": "application/json",
}
_OTHER = "application/octet-stream"
_PROGRESS_EVERY = 50  # files

Progress = Callable[[str], None]


class NotPublished(Exception):
    """The bake is shown here, but not in the bucket. The message says why and what to do."""


@dataclass(frozen=True)
class Published:
    """What was done: which bake the bucket shows, files sent, files copied there, files removed."""

    bake_id: str
    sent: int = 0
    copied: int = 0
    removed: int = 0


def publish_shown(
    progress: Progress = lambda _line: None, *, again: bool = False
) -> Published | None:
    """Let the bucket show what is shown here. None when no bucket is set, nothing is baked, or the
    bucket shows it already (`again`: look in the bucket instead of taking our own word for it).

    Raises NotPublished. What the bucket showed stays shown then, and doing it again goes on from
    where it stopped.
    """
    if not settings.BUCKET_NAME:
        return None
    root = kept.root_folder()
    with kept.alone(root, ".publishing"):
        bake = kept.current_bake()
        if bake is None or (not again and _known(root) == _target(bake.name)):
            return None
        differences = kept.differences_of(bake)
        if differences:
            raise NotPublished(
                f"a file here is not what was baked ({differences[0]}):"
                " `manage.py bake --verify` names them, `manage.py bake` mends them"
            )
        try:
            done = _publish(_bucket(), bake, progress)
        except BucketFault as error:
            raise NotPublished(f"{error}. Then run `manage.py bake --publish`.") from error
        kept.replace_durably(root / PUBLISHED, _target(bake.name).encode())
        return done


def _bucket() -> Bucket:
    return S3Bucket(
        settings.BUCKET_ENDPOINT,
        settings.BUCKET_REGION,
        settings.BUCKET_NAME,
        credentials_of(Path(str(settings.BUCKET_CREDENTIALS_FILE))),
    )


def _target(bake_id: str) -> str:
    """Return a bake's name in the bucket that is set, so that another bucket is noticed."""
    place = f"{settings.BUCKET_ENDPOINT} {settings.BUCKET_NAME} {settings.BUCKET_PREFIX}"
    return f"{place} {bake_id}"


def _known(root: Path) -> str:
    try:
        return (root / PUBLISHED).read_text()
    except OSError:
        return ""


def _publish(bucket: Bucket, bake: Path, progress: Progress) -> Published:
    base = f"{settings.BUCKET_PREFIX}/"
    shown = (bucket.get(f"{base}{POINTER}") or b"").decode(errors="replace").strip()
    folder, digests = f"{base}{bake.name}/", kept.manifest_of(bake)
    headers: dict[str, str] = json.loads((bake / HEADERS).read_text())
    there = bucket.names(folder)
    # What another bake in the bucket holds already is copied there, without being sent again.
    held = f"{base}{shown}/"
    alike = _digests_in(bucket, held) if kept.is_bake_id(shown) and shown != bake.name else {}
    still = bucket.names(held) if alike else set()
    sent = copied = 0
    todo = [name for name in digests if f"{folder}{name}" not in there]
    for number, name in enumerate(todo, start=1):
        described = _described(name, headers)
        if alike.get(name) == digests[name] and f"{held}{name}" in still:
            bucket.copy(f"{held}{name}", f"{folder}{name}", described)
            copied += 1
        else:
            bucket.put(f"{folder}{name}", (bake / name).read_bytes(), described)
            sent += 1
        if number % _PROGRESS_EVERY == 0 or number == len(todo):
            progress(f"Published {number} of {len(todo)} files")
    plain = _described(MANIFEST, {})
    if f"{folder}{MANIFEST}" not in there:
        bucket.put(f"{folder}{MANIFEST}", (bake / MANIFEST).read_bytes(), plain)
        sent += 1
    if shown != bake.name:
        bucket.put(f"{base}{POINTER}", f"{bake.name}\n".encode(), _described("x.txt", {}))
    removed = _forget_old(bucket, base, bake.name)
    return Published(bake.name, sent, copied, removed)


def _digests_in(bucket: Bucket, folder: str) -> dict[str, str]:
    try:
        found = json.loads(bucket.get(f"{folder}{MANIFEST}") or b"{}").get("files", {})
        return {str(name): str(value) for name, value in found.items()}
    except (ValueError, AttributeError):
        return {}


def _described(name: str, headers: dict[str, str]) -> Described:
    encodings = {ending: encoding for encoding, ending in ENCODINGS}
    suffix = PurePosixPath(name).suffix
    plain = name.removesuffix(suffix) if suffix in encodings else name
    more = {key: value for key, value in headers.items() if key != "Cache-Control"}
    return Described(
        TYPES.get(PurePosixPath(plain).suffix, _OTHER),
        headers.get("Cache-Control", NO_STORE),
        encodings.get(suffix, ""),
        more,
    )


def _forget_old(bucket: Bucket, base: str, shown: str) -> int:
    """Remove the bakes that are not kept here any more. What is not named as a bake stays."""
    keep = {bake.name for bake in kept.bakes(kept.root_folder())} | {shown}
    old = {name for name in bucket.folders(base) if kept.is_bake_id(name)} - keep
    gone: set[str] = set()
    for name in sorted(old):
        gone |= bucket.names(f"{base}{name}/")
    if gone:
        bucket.delete(gone)
    return len(gone)
