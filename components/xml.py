"""What every XML of ours needs: words without the characters that XML 1.0 cannot hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(words: str) -> str:
    """The words, less what no XML document can hold, escaped or not."""
    return _FORBIDDEN.sub("", words)
