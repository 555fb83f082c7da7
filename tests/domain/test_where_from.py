"""What a browser says of itself, in words that its owner recognises; and no more of an address than helps."""

import pytest

from fieldapp.domain.where_from import Machine, Program, WhereFrom, counted_as, network, where_from

MOZILLA = "Mozilla/5.0"
LINES = {
    "iphone": ("(iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile Safari/604.1"),
    "wechat": "(Linux; Android 13; Mobile) Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.44",
    "wecom": "(Linux; Android 13; Mobile) Chrome/116.0 Mobile Safari/537.36 wxwork/4.1 MicroMessenger/7.0",
    "huawei": "(Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile",
    "tablet": "(Linux; Android 12; SM-X200) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
    "edge": "(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0",
    "firefox": "(X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
    "mac": "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.1 Safari/605.1.15",
    "curl": "",
}
MEANT = {
    "iphone": (Machine.IPHONE, Program.SAFARI),
    "wechat": (Machine.ANDROID_PHONE, Program.WECHAT),
    "wecom": (Machine.ANDROID_PHONE, Program.WECOM),
    "huawei": (Machine.HARMONY, Program.HUAWEI),
    "tablet": (Machine.ANDROID_TABLET, Program.CHROME),
    "edge": (Machine.WINDOWS, Program.EDGE),
    "firefox": (Machine.LINUX, Program.FIREFOX),
    "mac": (Machine.MAC, Program.SAFARI),
    "curl": (Machine.OTHER, Program.OTHER),
}


@pytest.mark.parametrize("name", LINES, ids=list(LINES))
def test_a_browser_is_called_as_people_call_it(name):
    machine, program = MEANT[name]
    assert where_from(f"{MOZILLA} {LINES[name]}", "") == WhereFrom(machine, program, "")


def test_of_an_address_only_its_first_part_is_known():
    assert network("203.0.113.77") == "203.0.113.0/24"
    assert network("2001:db8:7:9::1") == "2001:db8:7::/48"
    assert network("") == network("somewhere") == ""


def test_guesses_from_one_household_are_of_one_address():
    assert counted_as("2001:db8:7:9::1") == counted_as("2001:db8:7:9:ffff::2") == "2001:db8:7:9::/64"
    assert counted_as("203.0.113.77") == "203.0.113.77"
    assert counted_as("x" * 99) == "x" * 45
