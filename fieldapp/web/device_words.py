"""A device in words: "Android phone · Chrome", as somebody knows which one is meant."""

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.domain.device_session import Way
from fieldapp.domain.where_from import Machine, Program

MACHINES: dict[Machine, LazyString] = {
    Machine.IPHONE: _l("iPhone"),
    Machine.IPAD: _l("iPad"),
    Machine.HARMONY: _l("Huawei device"),
    Machine.ANDROID_PHONE: _l("Android phone"),
    Machine.ANDROID_TABLET: _l("Android tablet"),
    Machine.WINDOWS: _l("Windows computer"),
    Machine.MAC: _l("Mac"),
    Machine.CHROMEBOOK: _l("Chromebook"),
    Machine.LINUX: _l("Linux computer"),
    Machine.OTHER: _l("another device"),
}
PROGRAMS: dict[Program, LazyString] = {
    Program.WECHAT: _l("WeChat"),
    Program.WECOM: _l("WeCom"),
    Program.DINGTALK: _l("DingTalk"),
    Program.HUAWEI: _l("Huawei Browser"),
    Program.XIAOMI: _l("Xiaomi Browser"),
    Program.SAMSUNG: _l("Samsung Internet"),
    Program.UC: _l("UC Browser"),
    Program.QQ: _l("QQ Browser"),
    Program.EDGE: _l("Edge"),
    Program.OPERA: _l("Opera"),
    Program.FIREFOX: _l("Firefox"),
    Program.CHROME: _l("Chrome"),
    Program.SAFARI: _l("Safari"),
    Program.OTHER: _l("another browser"),
}
WAYS: dict[Way, LazyString] = {
    Way.PASSWORD: _l("with the password"),
    Way.CODE: _l("with a code that was read out"),
    Way.PASSKEY: _l("with a passkey"),
}
ON_A_DESK = {Machine.WINDOWS, Machine.MAC, Machine.CHROMEBOOK, Machine.LINUX, Machine.OTHER}


def device_name(machine: Machine, program: Program) -> str:
    """Both, the machine first: a row of a list is found by it."""
    return f"{MACHINES[machine]} · {PROGRAMS[program]}"


def device_icon(machine: Machine) -> str:
    """By the size of it."""
    return "computer" if machine in ON_A_DESK else "phone"


def way_words(way: Way) -> str:
    """How somebody came in."""
    return str(WAYS[way])


def init_app(app: Flask) -> None:
    for told in (device_name, device_icon, way_words):
        app.add_template_global(told)
