"""Asking a web address: only public machines, by the address that was checked, and never for long."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from ipaddress import ip_address
from typing import Any

import pytest
import trustme

from models import asking
from models.asking import Answered, NotAnswered, ask, is_public
from models.vocabulary import LinkOutcome

Answer = bytes | Callable[[socket.socket], None]


class Server:
    """Answers every connection with the next of ``answers``, the last one for ever, and keeps what was asked."""

    def __init__(self, *answers: Answer, reads_first: bool = True) -> None:
        self.answers, self.asked, self.reads_first = list(answers), list[bytes](), reads_first
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with closing(connection):
                if self.reads_first:
                    self.asked.append(connection.recv(65536))
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                try:
                    connection.sendall(answer) if isinstance(answer, bytes) else answer(connection)
                except OSError:
                    continue


@contextmanager
def serving(*answers: Answer, reads_first: bool = True) -> Iterator[Server]:
    server = Server(*answers, reads_first=reads_first)
    try:
        yield server
    finally:
        server.listener.close()


def status(line: str, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {line}", "Content-Length: 0", *headers, "", ""]).encode()


def asked(url: str, **options: Any) -> Answered:
    """Ask as the tests may: also this machine."""
    return ask(url, "tests", lambda address: address.is_loopback, **options)


def why(url: str, **options: Any) -> LinkOutcome:
    with pytest.raises(NotAnswered) as caught:
        asked(url, **options)
    return caught.value.why


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::93.184.215.14", True),
        *((address, False) for address in ("127.0.0.1", "127.8.9.1", "0.1.2.3", "10.1.2.3", "172.16.0.1")),
        *((address, False) for address in ("192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1")),
        *((address, False) for address in ("255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1")),
        *((address, False) for address in ("::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1")),
        *((address, False) for address in ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b:1::1")),
        *((address, False) for address in ("64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1")),
        ("2001:0:ffff:ffff::80ff:fffe", False),  # Teredo, for 127.0.0.1
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_without_a_rule_of_the_tests_this_machine_is_never_asked(host: str) -> None:
    with serving(status("200 OK")) as server:
        with pytest.raises(NotAnswered) as caught:
            ask(f"http://{host}:{server.port}/", "tests")
        assert caught.value.why in (LinkOutcome.NOT_PUBLIC, LinkOutcome.UNKNOWN_HOST)
        assert server.asked == []


def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    with serving(status("200 OK")) as hidden, serving(status("302 Found", f"Location: {hidden.url}")) as server:
        allowed = iter([True, False])
        with pytest.raises(NotAnswered) as caught:
            ask(server.url, "tests", lambda _address: next(allowed))
        assert caught.value.why is LinkOutcome.NOT_PUBLIC
        assert (len(server.asked), hidden.asked) == (1, [])


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means something else at a second look-up has no second look-up."""
    looked_up = []

    with serving(status("200 OK")) as server, serving(status("200 OK")) as rebound:

        def look_up(host: str, port: int, **_options: Any) -> list[Any]:
            looked_up.append(host)
            end = ("127.0.0.1", server.port if len(looked_up) == 1 else rebound.port)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", end)]

        monkeypatch.setattr("socket.getaddrinfo", look_up)
        assert asked("http://example.test/where?a=b").status == 200
        assert (looked_up, rebound.asked) == (["example.test"], [])
        head, *headers = server.asked[0].decode().split("\r\n")
        assert head == "GET /where?a=b HTTP/1.1"
        assert "Host: example.test" in headers
        assert "User-Agent: tests" in headers


def test_a_name_with_one_private_address_among_public_ones_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)) for host in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_given, **_options: ends)
    monkeypatch.setattr("socket.socket", lambda *_given: pytest.fail("it connected"))
    with pytest.raises(NotAnswered) as caught:
        ask("http://example.test/", "tests")
    assert caught.value.why is LinkOutcome.NOT_PUBLIC


NOT_WEB = ["ftp://example.org/", "file:///etc/passwd", "http://a@example.org/", "http://x:99999/", "http://["]


@pytest.mark.parametrize("url", [*NOT_WEB, "http://", "//x", "", "http://example.org/" + "a" * 2000])
def test_only_web_addresses_are_asked(url: str) -> None:
    assert why(url) is LinkOutcome.NOT_WEB


@pytest.mark.parametrize("url", NOT_WEB)
def test_redirects_lead_only_to_web_addresses(url: str) -> None:
    with serving(status("301 Moved", f"Location: {url}")) as server:
        assert why(server.url) is LinkOutcome.NOT_WEB


def test_where_it_moved_for_good_is_told_up_to_the_first_step_that_is_not() -> None:
    with serving(status("301 Moved", "Location: /a"), status("302 Found", "Location: b?ë"), status("404 No")) as server:
        answered = asked(server.url)
        assert answered == Answered(f"{server.url}b?ë", 404, f"{server.url}a")
        assert [line.split()[1] for line in server.asked] == [b"/", b"/a", b"/b?%C3%AB"]


def test_redirects_have_an_end() -> None:
    with serving(status("302 Found", "Location: /")) as server:
        assert why(server.url) is LinkOutcome.TOO_MANY_REDIRECTS
        assert len(server.asked) == asking.MOST_REDIRECTS + 1


def drips(connection: socket.socket) -> None:
    """An answer that never ends, a letter at a time."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"a")
        time.sleep(0.05)


def silence(connection: socket.socket) -> None:
    connection.recv(1)


@pytest.mark.parametrize("answer", [drips, silence])
def test_a_server_that_takes_too_long_is_left(answer: Answer) -> None:
    with serving(answer) as server:
        assert why(server.url, seconds=0.3) is LinkOutcome.TOO_SLOW


def test_of_a_large_answer_only_the_beginning_is_read() -> None:
    taken = []

    def much(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n")
        while True:
            taken.append(connection.send(b"x" * 65536))

    with serving(much) as server:
        assert asked(server.url).status == 200
    assert sum(taken) < 2**27


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500 + b"\r\n"])
def test_what_is_no_answer_of_the_web_is_told(answer: bytes) -> None:
    with serving(answer) as server:
        assert why(server.url) in (LinkOutcome.NO_WEB_ANSWER, LinkOutcome.NO_CONNECTION)


def test_no_machine_and_no_name() -> None:
    with serving(b"") as server:
        gone = server.url
    assert why(gone) is LinkOutcome.NO_CONNECTION
    assert why("http://a..b/") is LinkOutcome.UNKNOWN_HOST
    assert why("http://nobody.invalid/") is LinkOutcome.UNKNOWN_HOST


def test_a_certificate_must_be_trusted_and_of_the_name_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    trust, context = ssl.create_default_context(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.configure_trust(trust)
    authority.issue_cert("example.test").configure_cert(context)

    def hello(connection: socket.socket) -> None:
        with suppress(ssl.SSLError), context.wrap_socket(connection, server_side=True) as safe:
            safe.recv(65536)
            safe.sendall(status("200 OK"))

    with serving(hello, reads_first=False) as server:
        end = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_given, **_options: end)
        assert asked("https://example.test/", trust=trust).status == 200
        assert why("https://other.test/", trust=trust) is LinkOutcome.BAD_CERTIFICATE
        assert why("https://example.test/") is LinkOutcome.BAD_CERTIFICATE
