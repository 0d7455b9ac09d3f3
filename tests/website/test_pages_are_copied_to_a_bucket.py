"""The bake in an S3-compatible bucket: whole, the pointer last, and told plainly when it fails.

A real HTTP server of this machine stands in for the bucket (moto); every byte goes over a socket.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from tests.browser import free_port
from tests.website.conftest import job
from tryggvei.ui.api import public_headers
from tryggvei.website.actions import bucket as bucket_module
from tryggvei.website.actions import drawing, kept, publishing
from tryggvei.website.actions.bake import BakeResult
from tryggvei.website.actions.bucket import BucketFault, Described, S3Bucket, credentials_of
from tryggvei.website.actions.kept import roll_back
from tryggvei.website.actions.publishing import NotPublished, Published, publish_shown
from tryggvei.website.actions.rebake import bake_when_content_changed
from tryggvei.website.api import bake_all

pytestmark = [
    pytest.mark.xdist_group("bucket"),
    # The stand-in's own web server, not ours.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
]
NAME, PREFIX = "tryggvei-pages", "kommune/nett"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, tmp_path: Path) -> Iterator[S3Bucket]:
    """A new, empty bucket that the settings name."""
    file = tmp_path / "bucket.ini"
    file.write_text("[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = hemmelig%1\n")
    made = S3Bucket(endpoint, "us-east-1", NAME, credentials_of(file))
    made._client.create_bucket(Bucket=NAME)
    made._client.put_object(Bucket=NAME, Key="kommune/nett/annet.txt", Body=b"not ours")
    made._client.put_object(Bucket=NAME, Key="kommune/andre/x.txt", Body=b"not ours")
    with override_settings(
        BUCKET_ENDPOINT=endpoint,
        BUCKET_NAME=NAME,
        BUCKET_PREFIX=PREFIX,
        BUCKET_REGION="us-east-1",
        BUCKET_CREDENTIALS_FILE=file,
    ):
        yield made
    made.delete(made.names(""))
    made._client.delete_bucket(Bucket=NAME)


@pytest.fixture
def bake(
    baking: Callable[[], BakeResult], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], BakeResult]:
    """Return bake(text): bake two pages, one of them with the text."""

    def made(text: str) -> BakeResult:
        jobs = [job("/", f"<p>{text}"), job("/spor/", "<p>fast")]
        monkeypatch.setattr(drawing, "every_job", lambda: jobs)
        return baking()

    return made


Bake = Callable[[str], BakeResult]


def published() -> Published:
    done = publish_shown()
    assert done is not None
    return done


def pointer(bucket: S3Bucket) -> str:
    return (bucket.get(f"{PREFIX}/current") or b"").decode()


def test_every_file_is_there_with_its_headers(bake: Bake, bucket: S3Bucket) -> None:
    made = bake("en")
    assert published() == Published(made.bake_id, made.files + 1, 0, 0)
    assert pointer(bucket) == f"{made.bake_id}\n"
    shown = kept.current_bake()
    assert shown is not None
    wanted = public_headers()
    for name, encoding in (("", None), (".br", "br"), (".gz", "gzip")):
        key = f"{PREFIX}/{made.bake_id}/pages/spor/index.html{name}"
        told = bucket._client.get_object(Bucket=NAME, Key=key)
        assert told["Body"].read() == (shown / f"pages/spor/index.html{name}").read_bytes()
        assert told["ContentType"] == "text/html; charset=utf-8"
        assert told.get("ContentEncoding") == encoding
        assert told["CacheControl"] == "no-store"
        meta = told["Metadata"]
        assert meta["header-content-security-policy"] == wanted["Content-Security-Policy"]
        assert len(meta) == len(wanted) - 1
        assert sum(len(key) + len(value) for key, value in meta.items()) < 2048  # S3's own limit
    robots = bucket._client.head_object(
        Bucket=NAME, Key=f"{PREFIX}/{made.bake_id}/pages/robots.txt"
    )
    assert robots["ContentType"] == "text/plain; charset=utf-8"


def test_what_is_shown_already_is_left_alone(bake: Bake, bucket: S3Bucket) -> None:
    bake("en")
    published()
    assert publish_shown() is None
    assert publish_shown(again=True) == Published(
        kept.current_bake().name,  # type: ignore[union-attr]
    )


def test_only_new_files_are_sent_the_others_are_copied_there(bake: Bake, bucket: S3Bucket) -> None:
    bake("en")
    published()
    made = bake("to")
    done = published()
    assert (done.sent, done.copied) == (4, made.files - 3)  # a page, its twins, the manifest
    folder = f"{PREFIX}/{made.bake_id}"
    assert bucket.get(f"{folder}/pages/index.html") == b"<p>to"
    assert bucket.get(f"{folder}/pages/spor/index.html") == b"<p>fast"
    copied = bucket._client.head_object(Bucket=NAME, Key=f"{folder}/pages/spor/index.html.br")
    assert (copied["ContentEncoding"], copied["CacheControl"]) == ("br", "no-store")


def test_the_pointer_is_moved_last_and_a_reader_never_sees_half(
    bake: Bake, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bake("en")
    published()
    second = bake("to")
    names, put = [], S3Bucket.put

    def watched(self: S3Bucket, name: str, content: bytes, described: Described) -> None:
        assert pointer(self) == f"{first.bake_id}\n"
        names.append(name)
        put(self, name, content, described)

    monkeypatch.setattr(S3Bucket, "put", watched)
    published()
    assert names[-2:] == [f"{PREFIX}/{second.bake_id}/manifest.json", f"{PREFIX}/current"]


def test_a_copy_that_broke_off_goes_on_where_it_stopped(
    bake: Bake, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bake("en")
    published()
    second = bake("to")
    put = S3Bucket.put
    sent: list[str] = []

    def breaks(self: S3Bucket, name: str, content: bytes, described: Described) -> None:
        if len(sent) == 2:
            raise BucketFault("could not write in the bucket (SlowDown): try again")
        sent.append(name)
        put(self, name, content, described)

    monkeypatch.setattr(S3Bucket, "put", breaks)
    with pytest.raises(NotPublished, match=r"SlowDown.*bake --publish"):
        publish_shown()
    assert pointer(bucket) == f"{first.bake_id}\n"
    monkeypatch.setattr(S3Bucket, "put", put)
    assert published().sent == 2  # the third file, and the manifest
    assert pointer(bucket) == f"{second.bake_id}\n"


def test_old_bakes_are_removed_and_nothing_else(
    bake: Bake, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "KEPT", 2)
    made = []
    for number in range(4):
        made.append(bake(str(number)).bake_id)
        published()
    assert bucket.folders(f"{PREFIX}/") == set(made[-2:])
    assert bucket.get(f"{PREFIX}/annet.txt") == b"not ours"
    assert bucket.get("kommune/andre/x.txt") == b"not ours"


def test_a_roll_back_moves_the_pointer_back_without_sending(bake: Bake, bucket: S3Bucket) -> None:
    first = bake("en")
    published()
    bake("to")
    published()
    roll_back()
    assert published() == Published(first.bake_id)
    assert pointer(bucket) == f"{first.bake_id}\n"


@pytest.mark.django_db
def test_the_tick_tries_again_until_the_bucket_shows_it(
    bake: Bake, bucket: S3Bucket, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    bake("en")
    with override_settings(BUCKET_NAME="finnes-ikke"), pytest.raises(NotPublished):
        bake_when_content_changed()
    assert bake_when_content_changed().endswith("files sent to the bucket")
    assert bake_when_content_changed().endswith("pages, no change")


def test_a_damaged_file_is_not_sent(bake: Bake, bucket: S3Bucket) -> None:
    bake("en")
    shown = kept.current_bake()
    assert shown is not None
    (shown / "pages/index.html").write_text("<p>et annet nummer")
    with pytest.raises(NotPublished, match=r"changed: pages/index\.html"):
        publish_shown()
    assert pointer(bucket) == ""


def test_each_fault_says_what_to_do_next(bake: Bake, bucket: S3Bucket, tmp_path: Path) -> None:
    bake("en")
    broken = tmp_path / "broken.ini"
    broken.write_text("[default]\nhemmelig-nokkel\n")
    for changed, told in (
        ({"BUCKET_NAME": "finnes-ikke"}, r"no bucket of this name.*TRYGGVEI_BUCKET_NAME"),
        ({"BUCKET_ENDPOINT": f"http://127.0.0.1:{free_port()}"}, r"nobody answers.*reach it"),
        ({"BUCKET_CREDENTIALS_FILE": tmp_path / "none"}, r"none cannot be used.*\[default\]"),
        ({"BUCKET_CREDENTIALS_FILE": broken}, r"broken\.ini cannot be used"),
    ):
        with override_settings(**changed), pytest.raises(NotPublished, match=told) as refused:
            publish_shown()
        assert "hemmelig" not in str(refused.value)
    for code, advice in bucket_module._ADVICE.items():
        error = type(code, (Exception,), {"response": {"Error": {"Code": code}}})("AKIA1")
        told_of = str(bucket_module._fault("write", error))
        assert advice in told_of
        assert "AKIA1" not in told_of


def test_the_command_publishes_and_says_so(
    bake: Bake, bucket: S3Bucket, capsys: pytest.CaptureFixture[str]
) -> None:
    bake("en")
    call_command("bake")
    told = capsys.readouterr().out
    shown = kept.current_bake()
    assert shown is not None
    files = len(kept.manifest_of(shown))
    assert f"Published {files} of {files} files" in told
    assert f"{files + 1} files sent, 0 copied there" in told  # and the manifest
    call_command("bake", "--publish")
    assert "0 files sent, 0 copied there, 0 old ones removed" in capsys.readouterr().out
    with override_settings(BUCKET_NAME="finnes-ikke"), pytest.raises(CommandError) as refused:
        call_command("bake")
    assert str(refused.value).startswith("Shown here, but not in the bucket: ")


def test_without_a_bucket_nothing_is_sent(bake: Bake) -> None:
    bake("en")
    assert publish_shown() is None
    call_command("bake", "--publish")
    assert not (kept.root_folder() / publishing.PUBLISHED).exists()
    assert not bake_all().changed
