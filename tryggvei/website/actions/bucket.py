"""An S3-compatible bucket behind a small interface. The one place that knows boto3."""

import base64
import configparser
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

SECTION = "default"
_KEY, _SECRET = "aws_access_key_id", "aws_secret_access_key"
_AT_ONCE = 1000  # S3's own limit of one deletion
_TRIES, _CONNECT_SECONDS, _READ_SECONDS = 3, 5, 30


class BucketFault(Exception):
    """The bucket did not do it. The message is English: what was refused, and what to do next."""


@dataclass(frozen=True)
class Described:
    """How an object is to be answered: `encoding` is "" for a plain one; `more` are other headers
    that S3 has no field for, kept as metadata for a proxy that can use them."""

    content_type: str
    cache_control: str
    encoding: str
    more: Mapping[str, str]


class Bucket(Protocol):
    """What publishing asks of a bucket. Names are whole, prefix included. Raises BucketFault."""

    def names(self, beginning: str) -> set[str]:
        """Return the names of all objects that begin so."""

    def folders(self, beginning: str) -> set[str]:
        """Return the next step (up to a slash) of all names that begin so."""

    def get(self, name: str) -> bytes | None:
        """Return an object, None when there is none."""

    def put(self, name: str, content: bytes, described: Described) -> None:
        """Store an object whole, or not at all."""

    def copy(self, source: str, name: str, described: Described) -> None:
        """Store an object that the bucket holds once more, without sending it."""

    def delete(self, names: set[str]) -> None:
        """Remove objects."""


def credentials_of(file: Path) -> tuple[str, str]:
    """Return key and secret from a file of AWS's own form. Raises BucketFault."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read_string(file.read_text())
        return parser[SECTION][_KEY], parser[SECTION][_SECRET]
    except (OSError, UnicodeDecodeError, configparser.Error, KeyError):
        # `from None`: the parser's message repeats the line, and the line is the secret.
        raise BucketFault(
            f"{file} cannot be used. It must be readable for this user and say [{SECTION}],"
            f" {_KEY} = … and {_SECRET} = …"
        ) from None


class S3Bucket:
    """A bucket over HTTP(S). Names in the path, so that a certificate needs no wildcard."""

    def __init__(self, endpoint: str, region: str, name: str, credentials: tuple[str, str]) -> None:
        """Make ready; nothing is sent yet."""
        # Slow to load, and only the process that bakes needs it.
        import boto3  # type: ignore[import-untyped]  # noqa: PLC0415
        from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415

        self._name = name
        self._client: Any = boto3.client(
            "s3",
            endpoint_url=endpoint,
            region_name=region,
            aws_access_key_id=credentials[0],
            aws_secret_access_key=credentials[1],
            config=Config(
                s3={"addressing_style": "path"},
                retries={"max_attempts": _TRIES, "mode": "standard"},
                connect_timeout=_CONNECT_SECONDS,
                read_timeout=_READ_SECONDS,
                # Others than Amazon do not all know the newer checksums; we send MD5 ourselves.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def names(self, beginning: str) -> set[str]:
        """Return the names of all objects that begin so."""
        pages = self._all(Prefix=beginning)
        return {str(one["Key"]) for page in pages for one in page.get("Contents", [])}

    def folders(self, beginning: str) -> set[str]:
        """Return the next step (up to a slash) of all names that begin so."""
        pages = self._all(Prefix=beginning, Delimiter="/")
        found = {str(one["Prefix"]) for page in pages for one in page.get("CommonPrefixes", [])}
        return {name.removeprefix(beginning).rstrip("/") for name in found}

    def get(self, name: str) -> bytes | None:
        """Return an object, None when there is none."""
        try:
            return bytes(self._client.get_object(Bucket=self._name, Key=name)["Body"].read())
        except Exception as error:
            if _code(error) in {"NoSuchKey", "404"}:
                return None
            raise _fault("read", error) from error

    def put(self, name: str, content: bytes, described: Described) -> None:
        """Store an object whole, or not at all: the bucket compares the checksum."""
        checksum = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        self._do(
            "put_object", "write", Key=name, Body=content, ContentMD5=checksum, **_said(described)
        )

    def copy(self, source: str, name: str, described: Described) -> None:
        """Store an object that the bucket holds once more, without sending it."""
        place = {"Bucket": self._name, "Key": source}
        self._do(
            "copy_object",
            "copy",
            Key=name,
            CopySource=place,
            MetadataDirective="REPLACE",
            **_said(described),
        )

    def delete(self, names: set[str]) -> None:
        """Remove objects."""
        waiting = sorted(names)
        for start in range(0, len(waiting), _AT_ONCE):
            part = [{"Key": name} for name in waiting[start : start + _AT_ONCE]]
            done = self._do("delete_objects", "delete", Delete={"Objects": part, "Quiet": True})
            if done.get("Errors"):
                raise BucketFault(f"{len(done['Errors'])} objects could not be deleted: {_HOW}")

    def _all(self, **asked: Any) -> list[dict[str, Any]]:
        try:
            pages = self._client.get_paginator("list_objects_v2")
            return list(pages.paginate(Bucket=self._name, **asked))
        except Exception as error:
            raise _fault("list", error) from error

    def _do(self, what: str, word: str, **asked: Any) -> dict[str, Any]:
        try:
            return dict(getattr(self._client, what)(Bucket=self._name, **asked))
        except Exception as error:
            raise _fault(word, error) from error


_HOW = "the key needs ListBucket, GetObject, PutObject and DeleteObject on this bucket"
_ADVICE = {
    "AccessDenied": f"it was refused: {_HOW}",
    "403": f"it was refused: {_HOW}",
    "InvalidAccessKeyId": "the key is unknown there: look in TRYGGVEI_BUCKET_CREDENTIALS_FILE",
    "SignatureDoesNotMatch": "the secret does not fit the key: look in the credentials file, and at"
    " TRYGGVEI_BUCKET_REGION",
    "RequestTimeTooSkewed": "the clock of this machine is wrong: set it",
    "NoSuchBucket": "there is no bucket of this name: make it, or mend TRYGGVEI_BUCKET_NAME",
    "EndpointConnectionError": "nobody answers at TRYGGVEI_BUCKET_ENDPOINT: is the address right,"
    " and may this machine reach it?",
    "ConnectTimeoutError": "nobody answers at TRYGGVEI_BUCKET_ENDPOINT: may this machine reach it?",
    "SSLError": "its certificate is not trusted by this machine",
}


def _said(described: Described) -> dict[str, Any]:
    said: dict[str, Any] = {
        "ContentType": described.content_type,
        "CacheControl": described.cache_control,
        "Metadata": {f"header-{name.lower()}": value for name, value in described.more.items()},
    }
    return said | ({"ContentEncoding": described.encoding} if described.encoding else {})


def _code(error: Exception) -> str:
    response = getattr(error, "response", None)
    told = response.get("Error", {}).get("Code", "") if isinstance(response, dict) else ""
    return str(told) or type(error).__name__


def _fault(word: str, error: Exception) -> BucketFault:
    # Only the code: the message of the library can hold the key's id and whole addresses.
    code = _code(error)
    return BucketFault(f"could not {word} in the bucket ({code}): {_ADVICE.get(code, 'try again')}")
