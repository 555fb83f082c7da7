"""What the drill says: how it went, why not, and what to do about it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SAID: dict[str, LazyString] = {
    "asking": _("Asking this phone whether it may be woken …"),
    "sending": _("The trial is on its way …"),
    "came_back": _("The trial came back after %(seconds)s s, at %(time)s. This phone can be called."),
    "answered": _("This phone answered at %(time)s. It can be called."),
    "page_rang": _("The open app rang after %(seconds)s s. Keep it open and on top while you are on duty. %(why)s"),
    "page_answered": _("The open app rang at %(time)s. Keep it open and on top while you are on duty."),
    "untested": _("Not tried in this shift yet. Until then you are not counted for emergencies."),
    "not_asked": _("This phone has not said yet that it may be woken. Press the button and allow notifications."),
    "denied": _(
        "Notifications are blocked, so nothing can wake this phone. Open the settings of the browser or of the app, "
        "allow notifications, then press the button again."
    ),
    "unsupported": _(
        "This browser cannot be woken. On an iPhone add the app to the home screen first and open it from there."
    ),
    "not_set_up": _("Push is not set up on the server. Tell the administrator."),
    "no_service": _("No push service takes this phone: an Android phone without Google, or one behind a wall."),
    "no_answer": _("No push service answered within 10 s: an Android phone without Google, or a weak signal."),
    "no_signal": _("No signal. Try again where there is one."),
    "queued": _("The server has sent no trial within %(seconds)s s. Tell the administrator that nothing goes out."),
    "sent": _(
        "The push service took it, but nothing came back within %(seconds)s s. Turn off battery saving for the "
        "browser and “do not disturb”, then press the button again."
    ),
    "failed": _("The trial did not get through (%(why)s). Press the button again."),
}


def drill_words() -> dict[str, str]:
    """For the script of the page, in the reader's language."""
    return {what: str(words) for what, words in SAID.items()}
