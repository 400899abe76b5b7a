"""Words as a search sees them: without case and accents, and by their stem; the same in the store and in memory.

A word of a text has forms: itself and its stem in the language of the text. What is typed has for each word both stems,
and its last word may be the beginning of one. So whatever the engine, a text fits when every word asked for does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from snowballstemmer.dutch_stemmer import DutchStemmer
from snowballstemmer.english_stemmer import EnglishStemmer

#: Letters and digits, with the marks that stand on them where a text is written that way.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_CODE = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}(?:\.[a-z])?")
#: Longer words are known by their beginning; PostgreSQL takes none of more than 2046 bytes.
_LONGEST = 60
_STEMMERS = {"nl": DutchStemmer(), "en": EnglishStemmer()}
_STEMMING = Lock()  # a stemmer works on one word at a time


@dataclass(frozen=True, slots=True)
class Term:
    """One word asked for: its stems, and ``beginning`` (the word itself) where it may go on."""

    stems: frozenset[str]
    beginning: str | None = None

    def fits(self, forms: frozenset[str]) -> bool:
        """Whether a word with these forms is meant."""
        if not self.stems.isdisjoint(forms):
            return True
        return self.beginning is not None and any(form.startswith(self.beginning) for form in forms)


def codes(typed: str) -> tuple[str, ...]:
    """What looks like the code of a request in what was typed: ``4.11``, ``2.1.a``."""
    return tuple(dict.fromkeys(part for part in typed.lower().split() if _CODE.fullmatch(part)))


@lru_cache(maxsize=256)
def terms(typed: str) -> tuple[Term, ...]:
    """The words of what was typed, each once."""
    found = [folded for _, folded in _words(typed)]
    last = found[-1:]
    return tuple(
        Term(frozenset(stem(word, lang) for lang in _STEMMERS), word if word in last else None)
        for word in dict.fromkeys(found)
    )


@lru_cache(maxsize=4096)
def forms(text: str, lang: str) -> frozenset[str]:
    """All forms of all words of a text in a language."""
    return frozenset(form for _, word in _words(text) for form in _forms(word, lang))


def fits(asked: tuple[Term, ...], found: frozenset[str]) -> bool:
    """Whether texts with these forms have every word asked for."""
    return all(term.fits(found) for term in asked)


def marked(text: str, asked: tuple[Term, ...], lang: str) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is a word asked for; together they are the text."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match, word in _words(text):
        if any(term.fits(_forms(word, lang)) for term in asked):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    return tuple(piece for piece in (*pieces, (text[done:], False)) if piece[0])


def extract(text: str, asked: tuple[Term, ...], lang: str, width: int = 180) -> str:
    """A piece of a text of about ``width`` characters around the first word asked for; empty where there is none."""
    pieces = marked(text, asked, lang)
    before = next((at for at, (_, hit) in enumerate(pieces) if hit), None)
    if before is None:
        return ""
    hit = sum(len(piece) for piece, _ in pieces[:before])
    start, end = max(0, hit - width // 3), min(len(text), hit + width)
    start = 0 if start == 0 else text.find(" ", start, hit) + 1 or hit
    end = end if end == len(text) else max(text.rfind(" ", hit, end), hit + len(pieces[before][0]))
    return f"{'…' if start else ''}{' '.join(text[start:end].split())}{'…' if end < len(text) else ''}"


@lru_cache(maxsize=65536)
def stem(word: str, lang: str) -> str:
    """The stem of a folded word."""
    with _STEMMING:
        return str(_STEMMERS[lang].stemWord(word))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without case and accents: ``Één`` is ``een``."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in plain if character.isalnum())[:_LONGEST]


@lru_cache(maxsize=65536)
def _forms(word: str, lang: str) -> frozenset[str]:
    return frozenset((word, stem(word, lang)))


def _words(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _WORD.finditer(text):
        if folded := fold(match[0]):
            yield match, folded
