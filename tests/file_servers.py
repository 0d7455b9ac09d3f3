"""The real nginx, with the configuration of deploy/, on ports of this machine."""

import contextlib
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser import ROOT, free_port
from tryggvei.website.rules.baking import INDEX

HOST = "www.eksempel.kommune.no"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass
class FileServer:
    """A running file server: its ports, and the folder with its logs."""

    port: int
    plain_port: int
    folder: Path
    process: subprocess.Popen[bytes]
    context: ssl.SSLContext
    reload: list[str] = field(default_factory=list)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers (names in small letters) and body of an answer over TLS."""
        connection = http.client.HTTPSConnection(HOST, self.port, timeout=30, context=self.context)
        # The name stands in the handshake and in the request; the way there is this machine's.
        connection._create_connection = _here  # type: ignore[attr-defined]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers={"Host": HOST, **named})
        with contextlib.closing(connection), connection.getresponse() as response:
            told = {name.lower(): value for name, value in response.getheaders()}
            return response.status, told, response.read()

    def raw(self, request: bytes) -> bytes:
        """Return what comes back for bytes that no browser would send."""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=15) as plain,
            self.context.wrap_socket(plain, server_hostname=HOST) as secure,
        ):
            with contextlib.suppress(OSError):  # closed while we still talk: an answer too
                secure.sendall(request)
            found = b""
            with contextlib.suppress(OSError):
                while part := secure.recv(65536):
                    found += part
            return found

    def logs(self) -> str:
        """Return everything that the server has written down."""
        return "\n".join(
            file.read_text(errors="replace")
            for file in sorted((self.folder / "logs").rglob("*"))
            if file.is_file()
        )


def _here(address: tuple[str, int], *more: object) -> socket.socket:
    return socket.create_connection(("127.0.0.1", address[1]), timeout=30)


def needed(program: str) -> str:
    """Return a server's path. Skips with what to install; in CI a missing server is an error."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    missing = "" if found else program
    if found and not MODULE.exists():
        missing = "libnginx-mod-http-brotli-static"
    if missing:
        told = f"no {missing}: apt-get install --no-install-recommends {missing}"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    return str(found)


@contextlib.contextmanager
def nginx(state: Path, folder: Path, app_port: int) -> Iterator[FileServer]:
    """Serve the bakes of a state folder with deploy/nginx until the block ends."""
    program = needed("nginx")
    port, plain_port = free_port(), free_port()
    swaps = {
        "user www-data;": "user root;" if os.geteuid() == 0 else "",
        "include /etc/nginx/modules-enabled/*.conf;": f"load_module {MODULE};",
        "/run/nginx.pid": f"{folder}/nginx.pid",
        "/var/log/nginx/": f"{folder}/logs/",
        "/etc/nginx/tryggvei.conf": f"{folder}/tryggvei.conf",
        "/etc/tryggvei/tls/": f"{folder}/",
        "/var/lib/tryggvei/": f"{state}/",
        "127.0.0.1:8000": f"127.0.0.1:{app_port}",
        "    listen [::]:80 default_server;\n": "",
        "    listen [::]:443 ssl http2 default_server;\n": "",
        "listen 80 ": f"listen 127.0.0.1:{plain_port} ",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "http {\n": "http {\n"
        + "".join(
            f"    {name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ),
    }
    context = _certificate(folder)
    for name in ("nginx.conf", "tryggvei.conf"):
        (folder / name).write_text(_swapped(ROOT / "deploy/nginx" / name, swaps))
    command = [program, "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    command += ["-e", f"{folder}/logs/start.log"]
    process = subprocess.Popen([*command, "-g", "daemon off;"], cwd=folder)
    server = FileServer(port, plain_port, folder, process, context)
    server.reload = [*command, "-s", "reload"]
    yield from _running(server)


def _running(server: FileServer) -> Iterator[FileServer]:
    try:
        for _ in range(300):
            if server.process.poll() is not None:
                break
            with contextlib.suppress(OSError):
                server.ask("/robots.txt")
                yield server
                return
            time.sleep(0.1)
        raise RuntimeError(f"nginx did not come up:\n{server.logs()[-3000:]}")
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)


def _swapped(file: Path, swaps: dict[str, str]) -> str:
    text = file.read_text()
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text


def _certificate(folder: Path) -> ssl.SSLContext:
    """Write fullchain.pem and key.pem; return what trusts them."""
    (folder / "logs").mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    at = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.DNSName("localhost")])
    builder = builder.add_extension(names, critical=False)
    made = builder.not_valid_after(at + timedelta(days=1)).sign(key, hashes.SHA256())
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
    context.set_alpn_protocols(["http/1.1"])
    return context


NUMBERS = (b'"tel:112"', b'"tel:113"', b'"tel:116006"')


def addresses(house: Path) -> dict[str, Path]:
    """Return every baked address, and its file."""
    pages = house / "baked/current/pages"
    found = {
        f"/{file.relative_to(pages).as_posix().removesuffix(INDEX)}": file
        for file in sorted(pages.rglob(INDEX))
    }
    return found | {"/robots.txt": pages / "robots.txt"}
