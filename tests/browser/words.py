"""What the screens say, in the language of the test: tests name the English words and find the Chinese ones."""

from functools import cached_property
from gettext import NullTranslations, translation
from pathlib import Path

import fieldapp

TRANSLATIONS = Path(fieldapp.__file__).parent / "translations"


class Words:
    """One language of the app."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        self.code = {"zh": "zh_Hans_CN", "en": "en"}[language]
        self.tag = {"zh": "zh-CN", "en": "en"}[language]
        self.own_name = {"zh": "中文", "en": "English"}[language]

    def __call__(self, english: str, **facts: object) -> str:
        """The words as they stand on the screen."""
        said = self._catalogue.gettext(english)
        if self.language == "zh" and said == english:
            raise KeyError(f"{english!r} has no Chinese, or is no longer said")
        return said % facts if facts else said

    def door(self, flat: str) -> str:
        """A flat as it stands on its small plate: 6-301, 6栋301."""
        return flat.replace("-", "栋") if self.language == "zh" else flat

    @cached_property
    def _catalogue(self) -> NullTranslations:
        return translation("messages", TRANSLATIONS, [self.code], fallback=self.language == "en")
