"""The texts that ship are the memorandum's own words, all of them, in the right place.

The source text is normalised here by rules of its own, not by those with which the files were made: addresses and
running titles out, words that the page broke joined, white space made one space.
"""

from __future__ import annotations

import re

import pytest

from data.reader import SHIPPED, read
from data.records import Request

SOURCE_FILE = SHIPPED / "memorandum-2019-2024.txt"

#: Words that have a hyphen of their own where the source breaks the line; all other breaks are the typesetter's.
BROKEN_AT_A_REAL_HYPHEN = {("expertise", "centers"), ("IT", "diensten")}

RUNNING_TITLES = (
    "12 VVSG-VERKIEZINGSMEMORANDUM 2019-2024 DE NEGEN STRATEGISCHE DOSSIERS VAN DE VVSG",
    "DE NEGEN STRATEGISCHE DOSSIERS VAN DE VVSG VVSG VERKIEZINGSMEMORANDUM 2019-2024 17",
)


def joined(match: re.Match[str]) -> str:
    return "-".join(match.groups()) if match.groups() in BROKEN_AT_A_REAL_HYPHEN else "".join(match.groups())


def normalised_source() -> str:
    text = SOURCE_FILE.read_text(encoding="utf-8")
    text = re.sub(r"https?://\S+", " ", text)
    for title in RUNNING_TITLES:
        assert text.count(title) == 1
        text = text.replace(title, " ")
    return " ".join(re.sub(r"(\w+)-\n(\w+)", joined, text).split())


SOURCE = normalised_source()
DATA = read().memoranda[0]
REQUESTS = {request.id: request for request in DATA.requests}


def units(text: str) -> list[str]:
    """Paragraphs and items: what stands unbroken in the source, without the mark of a list."""
    return [re.sub(r"^(• |i{1,3}\. )", "", line) for line in text.split("\n") if line]


def whole(unit: str) -> str:
    """A pattern for ``unit`` that neither begins nor ends inside a word."""
    return rf"(?<!\w){re.escape(unit)}(?!\w)"


def dossier_texts() -> dict[str, str]:
    parts = ("summary_nl", "vision_nl", "preamble_nl", "sdg_statement_nl")
    return {f"dossier {d.number} {part}": getattr(d, part) for d in DATA.dossiers for part in parts}


TEXTS = {
    **{f"request {request.id}": request.text_nl for request in DATA.requests},
    **dossier_texts(),
    **{f"intention {each.dossier}.{each.number}": each.text_nl for each in DATA.intentions},
    **{f"{each.kind} {each.number}": "\n".join((each.text_nl, *each.points)) for each in DATA.passages},
}


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_stands_in_the_source(name):
    for unit in units(TEXTS[name]):
        assert re.search(whole(unit), SOURCE), unit


@pytest.mark.parametrize("passage", DATA.passages, ids=lambda passage: f"{passage.kind} {passage.number}")
def test_every_title_of_a_passage_stands_in_the_source(passage):
    assert passage.title_nl.casefold() in SOURCE.casefold()


#: What of the source is in no text: headings that other titles stand for, and the words of drawings that were lost.
LEFT_OUT = [
    "SAMENVATTING VVSG-VERKIEZINGSMEMORANDUM",
    "SITUERING VAN HET VVSG-VERKIEZINGSMEMORANDUM",
    "DUURZAMEONTWIKKELINGSDOELSTELLINGEN: 2030 IS NU!",
    "Middelen (Financiën, technologie, partnerschappen) Competent en eerlijk bestuur 4. TRENDS "
    "TREND 1 — Nieuwe uitdagingen op het vlak van samenleven",
    "TREND 2 — Nieuwe uitdagingen op het vlak van welzijn en gezondheid",
    "TREND 3 — Verschuivingen in onze economie",
    "TREND 4 — Omgeving, ruimte en leefmilieu eisen een volwaardige plek",
    "TREND 5 — Basiscondities van financiële slagkracht en beleidsruimte",
    "TREND 6 — Nood aan een nieuwe bestuurlijke organisatie",
    "Pleidooi voor een genuanceerd debat over gemeentelijke schaal en fusie",
    "TREND 7 — Data & technologie – nieuwe mogelijkheden en spelregels",
    "Het VVSG-verkiezingsmemorandum in beeld Hoe kunnen andere overheden bijdragen aan de realisatie van de "
    "strategische dossiers? MEMORANDUM VL • FED • EU 5. DE NEGEN STRATEGISCHE DOSSIERS VAN DE VVSG",
    "Realiseren van de strategische dossiers in partnerschap STRATEGISCHE DOSSIERS Hoe dragen wij als VVSG en de "
    "gemeenten bij aan de realisatie van de strategische dossiers (oa. ondersteuning, belangenbehartiging? "
    "STRATEGISCH PLAN VVSG",
    "STRATEGISCH DOSSIER 1 — Volwaardige lokale autonomie en beleidsruimte",
    "STRATEGISCH DOSSIER 2 — Herijken van de gemeentelijke financiering",
    "STRATEGISCH DOSSIER 3 — Samenleven in diversiteit",
    "STRATEGISCH DOSSIER 4 — Armoede structureel terugdringen en zorg versterken",
    "STRATEGISCH DOSSIER 5 — Innovatie en ondernemerschap faciliteren en ondersteunen",
    "STRATEGISCH DOSSIER 6 — Een kwaliteitsvolle leefomgeving door een trendbreuk op het vlak van omgeving en klimaat",
    *["STRATEGISCH DOSSIER 7 —", "van beleid"],  # between them the words of a point of trend 6
    "STRATEGISCH DOSSIER 8 — Inzetten op schaal en samenwerking",
    "VANDAAG Andere bestuursniveaus Regio Schaal vervoersregio’s, streekintercommunales, Zorgregio’s,… IGS tussen "
    "2 tot 4 gemeenten Politiezones, delen van expertise Lokaal Gemeenten Andere bestuursniveaus TOEKOMST "
    "Regionale Samenwerking",
    "STRATEGISCH DOSSIER 9 — Data en technologie als hefboom inzetten",
    "Afsluiten van een Duurzaamheidspact tussen overheden",
    *["Intenties van de gemeenten", "Vragen van de VVSG aan de andere overheden"] * 9,
]


def uncovered() -> list[str]:
    """The pieces of the source that are in no text, without the numbers and bullets between the texts."""
    covered = bytearray(len(SOURCE))
    for text in TEXTS.values():
        for unit in units(text):
            for found in re.finditer(whole(unit), SOURCE):
                covered[found.start() : found.end()] = b"\1" * len(unit)
    left = "".join("\n" if used else sign for sign, used in zip(SOURCE, covered, strict=True))
    marks = r"^(\d+\. ?|• ?|i+\. ?)?(.*?)( \d+\.| •)?$"
    return [piece for line in left.split("\n") if (piece := re.sub(marks, r"\2", line.strip()))]


def test_nothing_of_the_source_is_lost():
    assert sorted(uncovered()) == sorted(LEFT_OUT)


@pytest.mark.parametrize("request_id", [id_ for id_ in REQUESTS if not id_.startswith("10.")])
def test_a_request_stands_in_its_dossier_under_its_number(request_id):
    dossier, number, letter = (*request_id.split("."), "")[:3]
    start = SOURCE.index(f"STRATEGISCH DOSSIER {dossier} —")
    end = SOURCE.find(f"STRATEGISCH DOSSIER {int(dossier) + 1} —")
    requests = SOURCE[SOURCE.index("Vragen van de VVSG aan de andere overheden", start) : end if end > 0 else None]
    mark = "" if request_id == "2.4.c" else "• " if letter else f"{number}. "
    assert mark + units(REQUESTS[request_id].text_nl)[0] in requests


@pytest.mark.parametrize(
    "intention", [each for each in DATA.intentions if each.number], ids=lambda each: f"{each.dossier}.{each.number}"
)
def test_an_intention_stands_in_its_dossier_under_its_number(intention):
    start = SOURCE.index(f"STRATEGISCH DOSSIER {intention.dossier} —")
    intentions = SOURCE[SOURCE.index("Intenties van de gemeenten", start) :]
    intentions = intentions[: intentions.index("Vragen van de VVSG aan de andere overheden")]
    assert f"{intention.number}. {units(intention.text_nl)[0]}" in intentions


def test_the_summaries_of_chapter_1_are_with_the_dossier_of_their_subject():
    assert {dossier.number: dossier.summary_nl.split(":")[0] for dossier in DATA.dossiers[:9]} == {
        1: "Lokale autonomie en beleidsruimte",
        2: "Genoeg financiële ruimte",
        3: "Samenleven in diversiteit",
        4: "Terugdringen van armoede en versterken van de zorg",
        5: "Ondernemerschap en innovatie",
        6: "Inzetten op een gezonde leefomgeving",
        7: "Nieuwe vormen van participatie",
        8: "Bestuurlijke transitie naar de regioschaal",
        9: "Samenwerking en afstemming in lokaal ICT-beleid",
    }
    assert DATA.dossiers[9].summary_nl.startswith("Vanuit alle bovenstaande strategische dossiers")


def test_the_points_of_the_boxes_are_with_their_trend():
    headings = {
        passage.number: [point for point in passage.points if not point.startswith("• ")]
        for passage in DATA.passages
        if passage.kind == "trend"
    }
    assert headings == {
        1: ["Grotere diversiteit", "Anders samenleven"],
        2: ["Wijzigende opvattingen en levensstijl", "Welzijn", "Zorg"],
        3: ["Economische transitie:"],
        4: ["Ruimte", "Mobiliteit", "Leefmilieu en -omgeving"],
        5: [
            "Basisfinanciering",
            "Belastingen",
            "Pensioenkosten nemen steeds grotere hap uit lokale budgetten.",
            "Nood aan mechanismen voor vrijwaring lokale investeringen.",
        ],
        6: [],
        7: ["Nieuwe mogelijkheden", "Nieuwe spelregels en aandachtspunten"],
    }


def fiches(request: Request) -> tuple[str, ...]:
    return tuple(re.findall(r"\bFICHE (\d\d)\b", request.text_nl))


@pytest.mark.parametrize("request_id", [id_ for id_, request in REQUESTS.items() if request.tracked])
def test_the_catalogue_names_the_fiches_that_stand_at_the_request(request_id):
    assert REQUESTS[request_id].fiches == fiches(REQUESTS[request_id])


def test_all_44_fiches_stand_at_a_request():
    named = {fiche for request in DATA.requests for fiche in fiches(request)}
    assert named == {f"{number:02}" for number in range(1, 45)} == set(re.findall(r"FICHE (\d\d)", SOURCE))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("request 9.7", "de generieke IT-diensten gedeeld"),
        ("request 9.7", "Kant-en-klare IT-oplossingen"),
        ("request 1.12", "OCMW-samenwerkingsverbanden tot vijftien"),
        ("request 6.2", "zonne-delen"),
        ("intention 1.4", "expertise-centers,…) talentmanagement"),
        ("intention 7.5", "participatiemethodes en -instrumenten"),
        ("intention 5.9", "korte-ketenprojecten"),
        ("context 1", "Een wij-zij-perspectief"),
    ],
)
def test_real_hyphens_are_kept(name, words):
    assert words in TEXTS[name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("request 1.8", "beleidsinitiatieven"),
        ("request 1.10", "volwaardige HR-visie"),
        ("request 1.12", "ingevoerde beperking van"),
        ("request 10.1", "duurzameontwikkelingsdoelstellingen"),
        ("intention 5.5", "woonzorgcentra"),
        ("intention 6.1", "klimaatdoelstellingen"),
        ("trend 2", "Technologische innovatie kan kansen bieden"),
        ("dossier 10 summary_nl", "interbestuurlijk Duurzaamheidspact"),
    ],
)
def test_the_typesetters_hyphens_are_gone(name, words):
    assert words in TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_no_page_furniture_is_left_in_a_text(name):
    assert not re.search(r"https?://|VERKIEZINGSMEMORANDUM 2019-2024|STRATEGISCH DOSSIER|\t| {2}|\n{3}", TEXTS[name])


def test_sub_requests_keep_their_form():
    lead, items = REQUESTS["2.2.a"].text_nl.split("\n\n")
    assert lead.endswith("de federale en de Vlaamse overheid.")
    assert [item[:9] for item in items.split("\n")] == ["i. Door v", "ii. Door "]
    assert REQUESTS["2.1"].text_nl.endswith("door de Vlaamse en de federale overheid:")


def test_an_oddity_of_the_source_stays_and_has_a_note_in_both_languages():
    assert REQUESTS["4.14"].text_nl.endswith("na te komen. (herformuleren)")
    assert "herformuleren" in REQUESTS["4.14"].note_nl
    assert all(bool(request.note_nl) == bool(request.note_en) for request in DATA.requests)


def test_why_a_government_is_implied_quotes_the_request_alike_in_both_languages():
    implied = [request for request in DATA.requests if request.government_basis != "explicit"]
    assert len(implied) == 54
    for request in implied:
        quoted = re.findall("“(.+?)”", request.government_basis_nl)
        assert quoted == re.findall("'(.+?)'", request.government_basis)
        assert all(words in request.text_nl for words in quoted)


def test_the_source_ships_without_its_contact_page():
    assert not re.search(r"CONTACTINFORMATIE|mailto|@|\+32|tel\.", SOURCE_FILE.read_text(encoding="utf-8"))
    assert SOURCE.endswith("een fonds komt voor de ondersteuning van (lokale) transitie-initiatieven.")
