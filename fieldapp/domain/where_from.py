"""From where somebody came: on which machine, with which browser, from which network; no more than people recognise.

The whole address and the browser's own line about itself are kept nowhere.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network


class Machine(StrEnum):
    """The kind of machine, as somebody would call what they hold in their hand."""

    IPHONE = "iphone"
    IPAD = "ipad"
    HARMONY = "harmony"
    ANDROID_PHONE = "android_phone"
    ANDROID_TABLET = "android_tablet"
    WINDOWS = "windows"
    MAC = "mac"
    CHROMEBOOK = "chromebook"
    LINUX = "linux"
    OTHER = "other"


class Program(StrEnum):
    """The browser, by the name that stands on its icon."""

    WECHAT = "wechat"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    HUAWEI = "huawei"
    XIAOMI = "xiaomi"
    SAMSUNG = "samsung"
    UC = "uc"
    QQ = "qq"
    EDGE = "edge"
    OPERA = "opera"
    FIREFOX = "firefox"
    CHROME = "chrome"
    SAFARI = "safari"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WhereFrom:
    """One place from which somebody uses the app."""

    machine: Machine = Machine.OTHER
    program: Program = Program.OTHER
    network: str = ""


# The first that fits: nearly every browser also says the names of those before it.
MACHINES: tuple[tuple[str, Machine], ...] = (
    ("iphone|ipod", Machine.IPHONE),
    ("ipad", Machine.IPAD),
    ("openharmony|harmonyos", Machine.HARMONY),
    ("android.*mobile", Machine.ANDROID_PHONE),
    ("android", Machine.ANDROID_TABLET),
    ("windows", Machine.WINDOWS),
    ("cros ", Machine.CHROMEBOOK),
    ("macintosh", Machine.MAC),
    ("linux|x11", Machine.LINUX),
)
PROGRAMS: tuple[tuple[str, Program], ...] = (
    ("wxwork", Program.WECOM),
    ("micromessenger", Program.WECHAT),
    ("dingtalk", Program.DINGTALK),
    ("huaweibrowser|arkweb", Program.HUAWEI),
    ("miuibrowser", Program.XIAOMI),
    ("samsungbrowser", Program.SAMSUNG),
    ("ucbrowser", Program.UC),
    ("qqbrowser", Program.QQ),
    (r"\bedg(e|a|ios)?/", Program.EDGE),
    (r"\bopr/", Program.OPERA),
    ("firefox|fxios", Program.FIREFOX),
    ("chrome|crios|chromium", Program.CHROME),
    ("safari", Program.SAFARI),
)
# How much of an address tells a town and a provider, and no household.
OF_FOUR, OF_SIX = 24, 48
HOUSEHOLD = 64  # of the newer addresses: whoever has one has all of these


def where_from(line: str, address: str) -> WhereFrom:
    """Read off what the browser says of itself, and the address from which it came."""
    said = line[:1000].lower()
    machine = next((machine for words, machine in MACHINES if re.search(words, said)), Machine.OTHER)
    program = next((program for words, program in PROGRAMS if re.search(words, said)), Program.OTHER)
    return WhereFrom(machine, program, network(address))


def network(address: str) -> str:
    """203.0.113.0/24, 2001:db8:7::/48: the first part of an address; nothing of what is none."""
    return _first_part(address, OF_FOUR, OF_SIX)


def counted_as(address: str) -> str:
    """The address as guesses are counted by it: of a newer one the part that a household or an office has."""
    try:
        newer = ip_address(address).version == 6
    except ValueError:
        return address[:45]
    return _first_part(address, 32, HOUSEHOLD) if newer else address


def _first_part(address: str, of_four: int, of_six: int) -> str:
    try:
        bits = of_four if ip_address(address).version == 4 else of_six
        return str(ip_network(f"{address.partition('%')[0]}/{bits}", strict=False))
    except ValueError:
        return ""
