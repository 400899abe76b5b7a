"""What a member copies: a frame, a link that a script makes a frame of, an address for oEmbed, and a picture."""

from __future__ import annotations

from dataclasses import dataclass

from components.text import Text
from components.tree import h, to_html

#: A frame may run the embed's script and open a page, and nothing else: it has no origin, so it can keep nothing.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
#: The class by which the script knows a link (``assets/embed/host.js``).
MARK = "memorandummonitor"


@dataclass(frozen=True, slots=True)
class Shown:
    """An embed as somebody puts it elsewhere. Addresses are whole: the embed, its page, the picture, the script.

    ``alternative`` says in words what the picture shows; ``height`` is that of the frame in pixels.
    """

    lang: str
    title: str
    alternative: str
    height: int
    embed: str
    page: str
    picture: str
    script: str


def frame(shown: Shown, width: str = "100%") -> str:
    """A frame that needs no script around it; without one it keeps its height and scrolls where it must."""
    return to_html(
        h(
            "iframe", src=shown.embed, title=shown.title, width=width, height=shown.height, loading="lazy",
            frameborder=0, sandbox=SANDBOX,
        )
    )  # fmt: skip


def script(shown: Shown) -> str:
    """A link that becomes a frame of the right height where the script runs, and stays a link elsewhere."""
    link = h("a", shown.title, href=shown.embed, class_=MARK, data_height=shown.height)
    return f"{to_html(link)}\n{to_html(h('script', src=shown.script, **{'async': True}))}"


def picture(shown: Shown) -> str:
    """A picture that leads to the page, for where no frame is allowed: newsletters, minutes."""
    image = h("img", src=shown.picture, alt=shown.alternative, width="100%", loading="lazy")
    return to_html(h("a", image, href=shown.page))


def alternative(title: str, sentence: str, *, frozen: bool, lang: str) -> str:
    """The words in place of the picture; those of one that still changes cannot say the finding of today."""
    if frozen:
        return f"{title}. {sentence}"
    return Text(
        f"{title}. De laatste stand staat op de pagina achter deze afbeelding.",
        f"{title}. The page behind this picture tells the latest figures.",
    )[lang]
