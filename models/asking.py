"""Asking a public web address what it answers: the one place from which this application connects to the outside.

It connects to the very address that was checked, so that a name that means another machine a moment later changes
nothing, and every redirect is checked anew. No setting lifts the rule; tests hand in another one.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from models.vocabulary import LinkOutcome

Address = IPv4Address | IPv6Address
Rule = Callable[[Address], bool]

#: Of an answer's content so much is read, to see that it comes; nothing of it is kept.
LARGEST_CONTENT = 64 * 2**10
LONGEST_SECONDS = 15.0
MOST_REDIRECTS = 5
_LONGEST_URL = 2000
_PORTS = {"http": 80, "https": 443}
_LASTING = (301, 308)
_REDIRECTS = (*_LASTING, 302, 303, 307)


@dataclass(frozen=True, slots=True)
class Answered:
    """The status that ``url`` answered in the end, after redirects.

    ``moved_to`` is where every redirect led that was meant to last, up to the first that was not; empty: nowhere.
    """

    url: str
    status: int
    moved_to: str = ""


class NotAnswered(Exception):
    """There was no answer, or it was not asked for: ``why`` is one of the outcomes that are not a server's own."""

    def __init__(self, why: LinkOutcome) -> None:
        super().__init__(why)
        self.why = why


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also where it hides an IPv4 address inside an IPv6 one."""
    if hidden := _hidden(address):
        return all(map(is_public, hidden))
    site_local = isinstance(address, IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or site_local)


def _hidden(address: Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 one stands for: mapped, 6to4, Teredo, and of translators (RFC 6052)."""
    if isinstance(address, IPv4Address):
        return []
    translated = IPv4Address(int(address) & 0xFFFFFFFF) if int(address) >> 32 == 0x64FF9B << 64 else None
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ()), translated]
    return [hidden for hidden in found if hidden is not None]


def ask(
    url: str,
    agent: str,
    allowed: Rule = is_public,
    *,
    seconds: float = LONGEST_SECONDS,
    trust: ssl.SSLContext | None = None,
) -> Answered:
    """Get ``url`` as ``agent`` and follow where it leads, each step within ``seconds`` once its name is looked up.

    ``trust`` replaces the certificates of this machine. Raises :class:`NotAnswered`.
    """
    trust = trust or ssl.create_default_context()
    asked, lasting, moved_to = url, True, ""
    for _ in range(MOST_REDIRECTS + 1):
        status, location = _step(_parts(asked), agent, allowed, seconds, trust)
        if status not in _REDIRECTS or not location:
            return Answered(asked, status, moved_to)
        asked = _led(asked, location)
        lasting = lasting and status in _LASTING
        moved_to = asked if lasting else moved_to
    raise NotAnswered(LinkOutcome.TOO_MANY_REDIRECTS)


def _led(asked: str, location: str) -> str:
    """Where a redirect leads; its header is read as UTF-8, which http.client does not."""
    try:
        return urljoin(asked, location.encode("latin-1").decode("utf-8", "replace"))
    except ValueError as error:
        raise NotAnswered(LinkOutcome.NOT_WEB) from error


def _parts(url: str) -> SplitResult:
    """The parts of a web address without a user's name; other addresses are not asked."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in _PORTS and parts.hostname and parts.port != 0 and parts.username is None
    except ValueError:
        sound = False
    if not sound or len(url) > _LONGEST_URL:
        raise NotAnswered(LinkOutcome.NOT_WEB)
    return parts


def _step(parts: SplitResult, agent: str, allowed: Rule, seconds: float, trust: ssl.SSLContext) -> tuple[int, str]:
    """One request, no redirect followed: the status and where it leads."""
    port = parts.port or _PORTS[parts.scheme]
    try:
        host = (parts.hostname or "").encode("idna").decode()
        ends = _looked_up(host, port)
    except (OSError, UnicodeError) as error:
        raise NotAnswered(LinkOutcome.UNKNOWN_HOST) from error
    if not all(allowed(ip_address(end[-1][0].partition("%")[0])) for end in ends):
        raise NotAnswered(LinkOutcome.NOT_PUBLIC)
    connection = _Connection(host, port, ends, seconds, trust if parts.scheme == "https" else None)
    try:
        return connection.answer(parts, agent)
    except ssl.SSLCertVerificationError as error:
        raise NotAnswered(LinkOutcome.BAD_CERTIFICATE) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        slow = connection.over or isinstance(error, TimeoutError)
        other = LinkOutcome.NO_CONNECTION if isinstance(error, OSError) else LinkOutcome.NO_WEB_ANSWER
        raise NotAnswered(LinkOutcome.TOO_SLOW if slow else other) from error
    finally:
        connection.close()


_End = tuple[socket.AddressFamily, tuple[Any, ...]]


def _looked_up(host: str, port: int) -> list[_End]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, end) for family, _, _, _, end in found]


class _Connection(http.client.HTTPConnection):
    """To one of ``ends``, addresses that were checked, by no name; cut off when its time is over, however slowly the

    answer drips in. ``trust`` None: without TLS.
    """

    def __init__(self, host: str, port: int, ends: list[_End], seconds: float, trust: ssl.SSLContext | None) -> None:
        super().__init__(host, port)
        self.default_port = _PORTS["https" if trust else "http"]
        self._ends, self._seconds, self._trust = ends, seconds, trust
        self.over = False
        self._watch = threading.Timer(seconds, self._cut)
        self._watch.daemon = True

    def connect(self) -> None:
        """Connect to the first end that lets us."""
        for place, (family, end) in enumerate(self._ends, start=1):
            self.sock = socket.socket(family, socket.SOCK_STREAM)
            self.sock.settimeout(self._seconds)
            try:
                self.sock.connect(end)
                break
            except OSError:
                self.sock.close()
                if self.over or place == len(self._ends):
                    raise
        if self.over:
            raise TimeoutError
        if self._trust:
            self.sock = self._trust.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def answer(self, parts: SplitResult, agent: str) -> tuple[int, str]:
        """Send the request and read as much of the answer as is needed."""
        self._watch.start()
        target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
        headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        self.request("GET", target, headers=headers)
        response = self.getresponse()
        response.read(LARGEST_CONTENT)
        if self.over:
            raise TimeoutError
        return response.status, response.getheader("Location", "")

    def close(self) -> None:
        """End the connection and its watch."""
        self._watch.cancel()
        super().close()

    def _cut(self) -> None:
        self.over = True
        sock = self.sock
        with suppress(OSError):
            if sock is not None:
                # Not that of TLS, which would politely say goodbye first.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


#: What stays as it is in the path and the query of an address; all else is written as percent signs and digits.
_KEPT = "%/:=&?~+!$,;'@()*[]|"
