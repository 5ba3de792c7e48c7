"""Loaded by every Python process of the privacy test, for this folder is on its PYTHONPATH.

An audit hook cannot be taken out again: whatever names another machine than this one is written down in the file that
SHIRUBE_NO_NETWORK_RECORD names, and refused. Names are not looked up either, except those of this machine.
"""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

_RECORD = Path(os.environ["SHIRUBE_NO_NETWORK_RECORD"])
_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_SENDS = ("socket.connect", "socket.sendto", "socket.sendmsg")
_HERE = ("localhost", "", None)


def _stays(host: object) -> bool:
    if isinstance(host, bytes | bytearray):
        host = host.decode("idna")
    if host in _HERE:
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    # 0.0.0.0 as a goal is this machine; as a place to listen it is not looked at here.
    return address.is_loopback or address.is_unspecified


def _host(event: str, arguments: tuple[object, ...]) -> object:
    """What an event aims at: the host of (host, port), or None for sockets that are files of this machine."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        return arguments[0]
    address = arguments[0] if event == "socket.getnameinfo" else arguments[1]
    return address[0] if isinstance(address, tuple) else None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _LOOKUPS and event not in _SENDS:
        return
    host = _host(event, arguments)
    if not _stays(host):
        with _RECORD.open("a", encoding="utf-8") as record:
            record.write(f"{os.getpid()} {event} {host!r} {' '.join(sys.argv)[:80]}\n")
        raise PermissionError(f"{event}: {host!r} is not this machine")


sys.addaudithook(_watch)
