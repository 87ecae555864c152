"""One request over one connection, which a withdrawal may end from another thread."""
from __future__ import annotations

import io
import os
import socket

from .clock import passed
from .proxy import authorization, proxy_for
from .replies import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from http.client import HTTPResponse
    from typing import Any, Dict, Optional
    from urllib.parse import SplitResult

# Hidden, for the conformance suite: how long a request may take.
_timeout = int(os.environ.get("ASSENT_TIMEOUT_MS") or 60_000)
_trusted: Optional[ssl.SSLContext] = None


class Request:
    """
    To `http.client` it is the socket: so that what is left of the time bounds each of its steps. It reads the bytes of
    the reply; `cancel` ends it in the middle of any step but the look-up of a name.
    """

    def __init__(self, method: str, url: str, headers: Dict[str, str], most: int) -> None:
        self._method, self._url, self._headers, self._most = method, url, headers, most
        self._socket: Optional[socket.socket] = None
        self._cancelled = False
        self._until = 0.0

    def cancel(self) -> None:
        self._cancelled = True
        if self._socket:
            try:
                # Not that of TLS, which another thread may be in the middle of. Only this wakes who waits for bytes.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                pass

    def abandon(self) -> None:
        """In the child of a fork: the connection is the parent's."""
        self._cancelled = True
        if self._socket:
            self._socket.close()

    def reply(self, body: Optional[bytes]) -> Reply:
        """Raises OSError or HTTPException when no reply came."""
        from urllib.parse import urlsplit

        self._until = passed() + _timeout
        url = urlsplit(self._url)
        proxy = proxy_for(url)
        target = url.path + (f"?{url.query}" if url.query else "")
        headers = {"Host": url.netloc, "Connection": "close", **self._headers}
        try:
            self._connect(proxy or url)
            if proxy and url.scheme == "http":
                if proxy.scheme == "https":
                    self._secure(proxy)
                target = self._url
                headers.update(authorization(proxy))
            elif proxy:
                self._tunnel(url, proxy)
            if url.scheme == "https":
                self._secure(url)
            response = self._ask(self._method, target, headers, body)
            text = (response.read(self._most + 1) or b"")[: self._most].decode("utf-8", "replace")
            header = response.getheader
            return Reply(response.status, header("content-type"), header("retry-after"), header("date"), text)
        finally:
            self.close()

    def _connect(self, to: SplitResult) -> None:
        port = to.port or (443 if to.scheme == "https" else 80)
        fault: OSError = OSError("no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(to.hostname, port, type=socket.SOCK_STREAM):
            self._socket = socket.socket(family, kind, protocol)
            try:
                self._live().connect(address)
                break
            except OSError as refused:
                fault = refused
                self._live().close()
        else:
            raise fault

    def _secure(self, to: SplitResult) -> None:
        """TLS to this host. What to trust is read once."""
        global _trusted
        if _trusted is None:
            import ssl

            _trusted = ssl.create_default_context()
        secured = _trusted.wrap_socket(self._live(), server_hostname=to.hostname, do_handshake_on_connect=False)
        self._socket = secured
        secured.do_handshake()

    def _tunnel(self, url: SplitResult, proxy: SplitResult) -> None:
        if proxy.scheme == "https":
            raise OSError("A proxy by https:// carries http only: name it by http://.")
        host = f"{url.hostname}:{url.port or 443}"
        response = self._ask("CONNECT", host, {"Host": host, **authorization(proxy)}, None)
        if response.status != 200:
            raise OSError(f"The proxy said {response.status}")

    def _ask(self, method: str, target: str, headers: Dict[str, str], body: Optional[bytes]) -> HTTPResponse:
        from http.client import HTTPConnection, HTTPResponse

        connection = HTTPConnection("unused")
        wire: Any = self
        connection.sock = wire
        connection.request(method, target, body, headers)
        response = HTTPResponse(wire, method=method)
        response.begin()
        return response

    def _live(self) -> socket.socket:
        """The socket, with what is left of the time."""
        left = self._until - passed()
        if self._cancelled or left <= 0 or not self._socket:
            raise OSError("It was ended." if self._cancelled else "It took too long.")
        self._socket.settimeout(left / 1000)
        return self._socket

    # What http.client asks of a socket.

    def sendall(self, data: bytes) -> None:
        self._live().sendall(data)

    def makefile(self, _: str) -> io.BufferedReader:
        # Closed by http.client at the end of a reply, of which a tunnel has two.
        return io.BufferedReader(_Bytes(self))

    def close(self) -> None:
        if self._socket:
            self._socket.close()


class _Bytes(io.RawIOBase):
    def __init__(self, request: Request) -> None:
        self._request = request

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._request._live().recv_into(buffer)
