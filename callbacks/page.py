"""A page as it is answered: drawn by the server and by Dash from the same tree."""

from __future__ import annotations

from dataclasses import dataclass

from components.tree import Node


@dataclass(frozen=True, slots=True)
class Page:
    """``tree`` is the whole body. ``interactive``: Dash draws it too; notices and errors stay as the server sent them.

    ``theme`` is ``auto``, ``light`` or ``dark``. ``scripts`` and ``styles`` are files in ``assets/`` that only pages
    need which Dash does not draw. ``embed``: the address of the embed that shows the same, if there is one.
    ``head`` is what its head tells machines.
    """

    lang: str
    title: str
    tree: Node
    status: int = 200
    theme: str = "auto"
    description: str = ""
    interactive: bool = False
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    embed: str = ""
    head: tuple[Node, ...] = ()
