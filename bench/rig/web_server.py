"""nginx with folders of ready files, TLS 1.3 and a small certificate, for measuring only."""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_CONFIG = """daemon off;
{module}
worker_processes 1;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
events {{ worker_connections 512; }}
http {{
  types {{ text/html html; text/css css; text/javascript js mjs; image/svg+xml svg;
    font/woff2 woff2; image/png png; image/x-icon ico; application/json json; }}
  access_log off;
  keepalive_requests 1000000;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
{servers}
}}
"""
_SERVER = """  server {{
    listen {listen};
    {tls}
    root {root};
    {more}
    gzip_static on;
    {brotli}
  }}
"""
_TLS = """http2_max_concurrent_streams 64;
    ssl_certificate {home}/cert.pem;
    ssl_certificate_key {home}/key.pem;
    ssl_protocols TLSv1.3;
    ssl_session_tickets off;
    ssl_buffer_size 4k;"""


def missing() -> str:
    """Return what this machine lacks to run the server, "" when nothing."""
    if not shutil.which("nginx") and not Path("/usr/sbin/nginx").exists():
        return "nginx (Debian: nginx libnginx-mod-http-brotli-static)"
    return "" if BROTLI.exists() else "Debian's libnginx-mod-http-brotli-static"


@contextlib.contextmanager
def serving(
    home: Path,
    sites: Mapping[str, tuple[Path, str]],
    *,
    tls: bool = False,
    before: Sequence[str] = (),
) -> Iterator[None]:
    """Serve each site: where it listens -> (its folder, more lines of its server block).

    `before` is put in front of the command, for example to run it in a namespace.
    """
    home.mkdir(parents=True, exist_ok=True)
    if tls:
        _certificate(home)
    servers = "".join(
        _SERVER.format(
            listen=listen + (" ssl http2" if tls else ""),
            tls=_TLS.format(home=home) if tls else "",
            root=folder,
            more=more,
            brotli="brotli_static on;",
        )
        for listen, (folder, more) in sites.items()
    )
    module = f"load_module {BROTLI};"
    config = home / "nginx.conf"
    config.write_text(_CONFIG.format(home=home, module=module, servers=servers))
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen(
        [*before, nginx, "-c", str(config), "-p", str(home)], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            if (home / "nginx.pid").exists():
                break
            time.sleep(0.05)
        else:
            raise RuntimeError(f"nginx did not start: {(home / 'error.log').read_text()[-500:]}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _certificate(home: Path) -> None:
    subprocess.run(
        (
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            f" -subj /CN=bench.example -keyout {home / 'key.pem'} -out {home / 'cert.pem'}"
        ).split(),
        check=True,
        capture_output=True,
    )
