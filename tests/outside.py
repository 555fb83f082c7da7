"""The outside is off: no test reaches further than this machine."""

import ipaddress
import sys
from typing import Any

HERE = {"localhost", "", None}


def pytest_configure() -> None:
    sys.addaudithook(_stay_here)


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        _require_here(arguments[0])
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        _require_here(arguments[1][0])


def _require_here(host: str | bytes | None) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in HERE or _is_loopback(str(name)):
        return
    raise RuntimeError(f"A test tried to reach {name!r}; tests stay on this machine.")


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
