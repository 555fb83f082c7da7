"""The open page of whoever is on duty: it goes on asking, and a finger is enough to let it make a sound."""

import pytest

# Neither has a language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)

# Whether the browser took what just happened for a touch of its user, each time when sound is asked for.
LISTEN = """{
  window.touched = []
  const { resume } = AudioContext.prototype
  AudioContext.prototype.resume = function () {
    touched.push(navigator.userActivation.isActive)
    return resume.call(this)
  }
}"""


def test_a_finger_is_enough_for_a_sound(phone):
    phone.page.add_init_script(LISTEN)
    phone.page.goto("/my/phone")
    phone.page.touchscreen.tap(200, 30)
    phone.page.wait_for_function("window.touched.includes(true)")


def test_a_question_that_the_network_swallows_does_not_keep_the_next_one(phone):
    asked = []
    phone.page.route("**/push/rings", lambda route: asked.append(route))  # never answered
    phone.page.goto("/my/phone")
    for _ in range(60):
        if len(asked) > 1:
            break
        phone.page.wait_for_timeout(1000)
    assert len(asked) > 1


def test_neither_does_one_about_the_day(phone):
    asked = []
    phone.page.route("**/live?*", lambda route: asked.append(route))  # never answered
    phone.page.goto("/my")
    for _ in range(60):
        if len(asked) > 1:
            break
        phone.page.wait_for_timeout(1000)
    assert len(asked) > 1
