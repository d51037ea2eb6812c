"""nginx, Apache and Caddy, started on this machine with the configuration of a release.

The blocks around it are those that docs/publish.md tells the owner to write.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.hosts.client import LOOPBACK, Browser
from tests.sites.small import REPO

DOCUMENT = REPO / "docs/publish.md"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
SERVERS = ("nginx", "apache", "caddy")
FOLDERS = ("/", "/a/b/")
NOBODY = 65534
PATIENCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a server finds things: ``top`` holds all, ``root`` what it serves."""

    top: Path
    root: Path
    domain: str
    folder: str
    plain: int
    secure: int

    @property
    def certificate(self) -> Path:
        return self.top / "certificate.pem"

    @property
    def key(self) -> Path:
        return self.top / "key.pem"

    @property
    def site(self) -> Path:
        """The folder that holds the site's first page."""
        return self.root / self.folder.strip("/")


def program(name: str) -> str:
    """Return the path of a program; where it is missing, skip the test (in CI: fail)."""
    found = shutil.which(name, path=PATH)
    if found:
        return found
    message = f"{name} is not installed: tools/install-test-programs"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def serving(name: str, fill: Callable[[Path], None], domain: str, folder: str) -> Iterator[Browser]:
    """Run a server of that name over the site that ``fill`` puts into a folder."""
    program({"apache": "apache2"}.get(name, name))
    with tempfile.TemporaryDirectory(prefix="host-") as made:
        plain, secure = _free_ports()
        top = Path(made).resolve()
        place = Place(
            top=top, root=top / "www", domain=domain, folder=folder, plain=plain, secure=secure
        )
        fill(place.site)
        _make_certificate(place)
        command = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}[name](place)
        _give_away(top)
        with (
            _running(command, place),
            Browser(plain=plain, secure=secure, certificate=str(place.certificate)) as browser,
        ):
            yield browser


def block(language: str) -> str:
    """Return the configuration that the document shows."""
    found = re.search(rf"```{language}\n(.*?)```", DOCUMENT.read_text("utf-8"), re.S)
    assert found
    return found[1]


def _placed(text: str, place: Place, changes: Mapping[str, str]) -> str:
    """Return a configuration of the document as it is on this machine; every change is made."""
    inner = f"/var/www/www.example.org{place.folder}"
    text = text.replace("/var/www/www.example.org/.host", f"{inner}/.host")
    for old, new in {**changes, "/var/www/www.example.org": str(place.root)}.items():
        assert old in text, old
        text = text.replace(old, new)
    return text.replace("www.example.org", place.domain)


def _nginx(place: Place) -> list[str]:
    live = "/etc/letsencrypt/live/www.example.org"
    server = _placed(
        block("nginx"),
        place,
        {
            "listen 80;": f"listen {LOOPBACK}:{place.plain};",
            "listen 443 ssl;": f"listen {LOOPBACK}:{place.secure} ssl;",
            f"{live}/fullchain.pem": str(place.certificate),
            f"{live}/privkey.pem": str(place.key),
        },
    )
    folders = "".join(
        f"{name}_temp_path {place.top}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = f"""\
daemon off;
pid {place.top}/pid;
error_log {place.top}/log;
events {{}}
http {{
access_log off;
{folders}
gzip on;
{server}
}}
"""
    (place.top / "nginx.conf").write_text(text)
    return [program("nginx"), "-e", f"{place.top}/log", "-c", f"{place.top}/nginx.conf"]


def _apache(place: Place) -> list[str]:
    names = "mpm_event authz_core dir mime alias rewrite headers deflate filter ssl socache_shmcb"
    loaded = "".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n" for name in names.split()
    )
    # As Debian has it, with what hosts that share a server allow.
    text = f"""\
{loaded}
ServerRoot {place.top}
PidFile {place.top}/pid
DefaultRuntimeDir {place.top}
ErrorLog {place.top}/log
ServerName {place.domain}:80
TypesConfig {_mime_types()}
AddLanguage br .br
AddType application/x-gzip .gz
DocumentRoot {place.root}
Listen {LOOPBACK}:{place.plain}
Listen {LOOPBACK}:{place.secure}
AddOutputFilterByType DEFLATE text/html text/plain text/css
<Directory {place.root}>
Options Indexes FollowSymLinks
AllowOverride All
Require all granted
</Directory>
<VirtualHost {LOOPBACK}:{place.secure}>
ServerName {place.domain}:443
SSLEngine on
SSLCertificateFile {place.certificate}
SSLCertificateKeyFile {place.key}
</VirtualHost>
"""
    (place.top / "apache.conf").write_text(text)
    return [program("apache2"), "-DFOREGROUND", "-f", f"{place.top}/apache.conf"]


def _mime_types() -> str:
    return "/etc/mime.types" if Path("/etc/mime.types").exists() else os.devnull


def _caddy(place: Place) -> list[str]:
    site = _placed(
        block("caddy"),
        place,
        {"www.example.org {": f"www.example.org {{\n\ttls {place.certificate} {place.key}"},
    )
    text = f"""\
{{
	admin off
	default_bind {LOOPBACK}
	http_port {place.plain}
	https_port {place.secure}
	auto_https disable_certs
	storage file_system {place.top}/storage
}}
{site}
"""
    (place.top / "Caddyfile").write_text(text)
    return [program("caddy"), "run", "--adapter", "caddyfile", "--config", f"{place.top}/Caddyfile"]


def _make_certificate(place: Place) -> None:
    subprocess.run(
        [
            *(program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt"),
            *("ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"),
            *("-subj", f"/CN={place.domain}", "-addext", f"subjectAltName=DNS:{place.domain}"),
            *("-out", place.certificate, "-keyout", place.key),
        ],
        check=True,
        capture_output=True,
    )


def _free_ports() -> list[int]:
    sockets = [socket.create_server((LOOPBACK, 0)) for _ in range(2)]
    ports = [int(it.getsockname()[1]) for it in sockets]
    for it in sockets:
        it.close()
    return ports


def _give_away(top: Path) -> None:
    """Let the server read and write here, which does not run as root."""
    if os.geteuid() == 0:
        for path in (top, *top.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


@contextmanager
def _running(command: list[str], place: Place) -> Iterator[None]:
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    with (place.top / "said").open("wb") as said:
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            cwd=place.top,
            env={"PATH": PATH, "HOME": str(place.top), "APACHE_RUN_DIR": str(place.top)},
            **user,  # type: ignore[call-overload]  # only known when it runs
        )
    try:
        _wait(process, place)
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], place: Place) -> None:
    """Wait until the server listens; fail with what it says if it ends."""
    until = time.monotonic() + PATIENCE
    waiting = {place.plain, place.secure}
    while waiting:
        for port in tuple(waiting):
            try:
                socket.create_connection((LOOPBACK, port), timeout=1).close()
                waiting.discard(port)
            except OSError:
                time.sleep(0.05)
        if waiting and (process.poll() is not None or time.monotonic() > until):
            log = place.top / "log"
            told = (place.top / "said").read_text() + (log.read_text() if log.exists() else "")
            pytest.fail(f"{process.args!r} did not start:\n{told[-3000:]}")
