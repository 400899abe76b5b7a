"""The words of the page where members make an embed."""

from __future__ import annotations

from components.text import Text

TITLE = Text("Zet een grafiek op uw eigen site", "Put a chart on your own site")
LEAD = Text(
    "Kies een grafiek, stel ze in en kopieer een van de codes. De grafiek staat er ook zonder JavaScript, gebruikt "
    "geen cookies en bewaart niets bij uw lezers. Wij tellen alleen hoe vaak ze per website en per maand geladen werd.",
    "Choose a chart, set it up and copy one of the codes. The chart is there without JavaScript too, uses no cookies "
    "and stores nothing with your readers. All we count is how often it was loaded per website and month.",
)
CHOOSE = Text("Welke grafiek?", "Which chart?")
SHOW = Text("Toon", "Show")
WRONG = Text("Dit kan zo niet:", "This cannot be done:")
UNKNOWN_CHART = Text("Deze grafiek bestaat niet; kies er een uit de lijst.", "There is no such chart; choose one.")

LABELS = {
    "dossier": Text("Dossier", "Dossier"),
    "request": Text("Vraag", "Request"),
    "government": Text("Overheid", "Government"),
    "sdg": Text("SDG", "SDG"),
    "by": Text("Kolommen", "Columns"),
    "measure": Text("Wat de vakken tonen", "What the cells show"),
    "moment": Text("Levend of vast", "Living or frozen"),
    "as_of": Text("Toestand op", "As of"),
    "embed_lang": Text("Taal van de grafiek", "Language of the chart"),
    "embed_theme": Text("Kleuren", "Colours"),
    "highlight_dossier": Text("Dossiers uitlichten", "Highlight dossiers"),
    "highlight_sdg": Text("SDG's uitlichten", "Highlight SDGs"),
    "remark": Text("Een zin van uzelf", "A sentence of your own"),
}
HELP = {
    "moment": Text(
        "Levend volgt het logboek. Vast blijft wat het nu is, ook als er later iets bijkomt of verbeterd wordt: om te "
        "citeren.",
        "Living follows the log. Frozen stays what it is now, also when something is added or corrected later: for "
        "citing.",
    ),
    "as_of": Text("Leeg: de laatste dag.", "Empty: the last day."),
    "remark": Text(
        "Hoogstens 140 tekens, zonder links. Uw lezers zien dat de zin van u komt en niet van de VVSG.",
        "At most 140 characters, without links. Your readers see that it is yours and not the VVSG's.",
    ),
}
MOMENTS = {"living": Text("Levend", "Living"), "frozen": Text("Vast", "Frozen")}
LANGUAGES = {"nl": Text("Nederlands", "Dutch"), "en": Text("Engels", "English")}
THEMES = {
    "auto": Text("zoals de lezer instelde", "as the reader has set"),
    "light": Text("licht", "light"),
    "dark": Text("donker", "dark"),
}
ALL = {
    "dossier": Text("alle dossiers", "all dossiers"),
    "government": Text("alle overheden", "all governments"),
    "sdg": Text("alle SDG's", "all SDGs"),
}

CODES = Text("De code", "The code")
COPY = Text("Kopieer", "Copy")
COPIED = Text("Gekopieerd", "Copied")
#: Per snippet: its name, and where it is for.
SNIPPETS = {
    "frame": (
        Text("Iframe", "Iframe"),
        Text(
            "Werkt overal waar een frame mag. De hoogte ligt vast; past ze niet, dan schuift de grafiek in haar kader.",
            "Works wherever a frame is allowed. The height is fixed; where it does not fit, the chart scrolls inside.",
        ),
    ),
    "script": (
        Text("Script", "Script"),
        Text(
            "Geeft het kader altijd de juiste hoogte. Waar het script niet mag, blijft er een gewone link staan.",
            "Always gives the frame the right height. Where scripts are not allowed a plain link remains.",
        ),
    ),
    "oembed": (
        Text("Adres (oEmbed)", "Address (oEmbed)"),
        Text(
            "Voor WordPress, Ghost en andere systemen die van een adres zelf een kader maken: plak het op een eigen "
            "regel.",
            "For WordPress, Ghost and others that turn an address into a frame: paste it on a line of its own.",
        ),
    ),
    "picture": (
        Text("Afbeelding met link", "Picture with a link"),
        Text(
            "Voor nieuwsbrieven en verslagen. De tekst in “alt” zegt wat er staat voor wie de afbeelding niet ziet.",
            "For newsletters and minutes. The text in “alt” tells what is shown to those who cannot see the picture.",
        ),
    ),
}
PREVIEW = Text("Zo ziet het eruit", "What it looks like")
WIDTH = Text("{width} pixels breed", "{width} pixels wide")
HOST = Text("Wat uw website moet toelaten", "What your website must allow")
POLICY = Text(
    "Heeft uw website een Content-Security-Policy, zet dan {base} bij frame-src, en voor de code met het script ook "
    "bij script-src; voor de afbeelding bij img-src. Met Cross-Origin-Embedder-Policy werkt de grafiek zonder meer.",
    "If your website has a Content-Security-Policy, add {base} to frame-src, and for the code with the script to "
    "script-src too; for the picture to img-src. The chart works under Cross-Origin-Embedder-Policy as it is.",
)
MESSAGE = Text(
    "Wie zelf de hoogte wil regelen: de grafiek stuurt haar hoogte met postMessage, als "
    '{memorandummonitor: {id, height}} en ook in de vorm van Datawrapper, {"datawrapper-height": {id: hoogte}}. '
    "Vergelijk event.source met het venster van het kader.",
    "To set the height yourself: the chart sends it by postMessage, as {memorandummonitor: {id, height}} and in the "
    'form of Datawrapper, {"datawrapper-height": {id: height}}. Compare event.source with the window of the frame.',
)
