"""Words, dates and numbers for people: both languages side by side where they are used, and how each is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

LANGUAGES = ("nl", "en")

_LOCALES = {"nl": "nl_BE", "en": "en_GB"}
_PATTERNS = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}
_BRUSSELS = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the interface; ``text["nl"]`` is the Dutch one."""

    nl: str
    en: str

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.nl


def locale(lang: str) -> str:
    """The Babel locale of an interface language; anything but English is written the Flemish way."""
    return _LOCALES.get(lang, _LOCALES["nl"])


@lru_cache(maxsize=8192)
def day(value: date, precision: str, lang: str) -> str:
    """A date as precisely as it is known: ``31 december 2024``, ``maart 2023`` or ``2024``."""
    return format_date(value, _PATTERNS[precision], locale=locale(lang))


@lru_cache(maxsize=4096)
def moment(value: datetime, lang: str) -> str:
    """An instant on the Brussels clock: ``31 december 2024 om 14.05 uur`` or ``31 December 2024 at 14:05``."""
    pattern = "d MMMM y 'at' HH:mm" if lang == "en" else "d MMMM y 'om' H.mm 'uur'"
    return format_datetime(value, pattern, tzinfo=_BRUSSELS, locale=locale(lang))


@lru_cache(maxsize=4096)
def number(value: int, lang: str) -> str:
    """A count with the separators of the language: ``1.250`` or ``1,250``."""
    return format_decimal(value, locale=locale(lang))


def signed(value: int, lang: str) -> str:
    """A change: ``+7``, ``−3`` (with a real minus sign) or ``0``."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number(abs(value), lang)


@lru_cache(maxsize=4096)
def whole_percent(share: float) -> int:
    """A share between 0 and 1 as whole percent, half up; through ``str`` so that 0.285 is what it says it is."""
    return int((Decimal(str(share)) * 100).to_integral_value(ROUND_HALF_UP))


def percent(share: float, lang: str) -> str:
    """A share as whole percent with its sign: ``42 %`` with a no-break space, ``42%`` in English."""
    space = "" if lang == "en" else "\N{NO-BREAK SPACE}"
    return f"{whole_percent(share)}{space}%"


def plural(count: int, one: Text, many: Text, lang: str) -> str:
    """``one`` or ``many`` for ``count``, with the number in place of ``{n}``."""
    return (one if count == 1 else many)[lang].format(n=number(count, lang))


def short_name(name: str) -> str:
    """What stands between brackets at the end of a name, ``VVSG``, or else the name itself."""
    return name[name.rindex("(") + 1 : -1] if name.endswith(")") and "(" in name else name


def listing(parts: list[str], lang: str) -> str:
    """``a``, ``a en b`` or ``a, b en c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'and' if lang == 'en' else 'en'} {parts[-1]}"
