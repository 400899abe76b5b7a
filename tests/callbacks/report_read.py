"""What the files of a report say, read by programs that did not write them: PDFium, openpyxl, and their own XML."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import openpyxl
import pikepdf
import pypdfium2
from defusedxml.ElementTree import fromstring
from pptx.util import Pt

from tests.callbacks.pages_read import Element

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def words_of(pdf: bytes) -> str:
    """All words in reading order; those broken off at the end of a line are whole again."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        told = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", told.replace("\x02", "")).replace("\xa0", " ")


def book(content: bytes) -> dict[str, list[list[Any]]]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in workbook}


def charts(content: bytes) -> list[dict[str, dict[str, int]]]:
    """Of every chart in the slides: series to category to number, in the order of the slides."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        names = [name for name in deck.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
        for name in sorted(names, key=lambda one: int(re.findall(r"\d+", one)[0])):
            found.append(dict(series(deck.read(name))))
    return found


def series(chart: bytes) -> Iterator[tuple[str, dict[str, int]]]:
    for one in fromstring(chart).iter(f"{CHART}ser"):
        title = one.find(f"{CHART}tx").findtext(f".//{CHART}v")
        categories, values = (
            [point.findtext(f"{CHART}v") for point in one.find(f"{CHART}{part}").iter(f"{CHART}pt")]
            for part in ("cat", "val")
        )
        yield title or "", {name or "": int(float(value or 0)) for name, value in zip(categories, values, strict=True)}


def slide_words(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        slides = [
            deck.read(name) for name in deck.namelist() if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name)
        ]
    return " ".join(text.text or "" for slide in slides for text in fromstring(slide).iter(f"{DRAWN}t"))


def tables(page: Element) -> dict[str, list[list[str]]]:
    """The rows of every table of the page, by its caption; without those that name what stands below them."""
    found = {}
    for table in page.all("table"):
        if table.all("caption"):
            rows = [
                [cell for cell in row.inside if isinstance(cell, Element)]
                for body in table.all("tbody")
                for row in body.all("tr")
            ]
            found[table.one("caption").words] = [
                [cell.words for cell in row] for row in rows if row[0].attributes.get("scope") != "rowgroup"
            ]
    return found


def unpacked(content: bytes) -> bytes:
    """The parts of a file, also those inside workbooks inside slides."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(name.encode() + unpacked(parts.read(name)) for name in parts.namelist())


def scope_of(cell: Any) -> str:
    """What a cell of a table is the header of: a row, a column, or nothing."""
    return next((str(part.Scope) for part in cell.get("/A", ()) if "/Scope" in part), "")


def tagged(node: Any) -> Iterator[Any]:
    """The structure elements of a document, in reading order."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from tagged(part)
    elif isinstance(node, pikepdf.Dictionary) and node.get("/Type") not in ("/MCR", "/OBJR"):
        if "/S" in node:
            yield node
        yield from tagged(node.get("/K"))


def box_of(shape: Any) -> tuple[int, int, int, int]:
    """Where a shape lies, as high as its words need in a wide font: six tenths of their size per letter."""
    height = shape.height
    if shape.has_text_frame:
        height = 2 * Pt(4)
        for paragraph in shape.text_frame.paragraphs:
            size = max(run.font.size for run in paragraph.runs)
            letters = (shape.width - 2 * Pt(7)) // int(0.6 * size)
            lines = math.ceil(sum(len(run.text) for run in paragraph.runs) / letters)
            height += int(1.2 * size * lines) + (paragraph.space_after or 0)
    return shape.left, shape.top, shape.left + shape.width, shape.top + height
