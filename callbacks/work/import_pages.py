"""The pages for importing: what the store says of a file, in words and addresses for ``components.work.importing``."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from itertools import groupby

from flask import request

from callbacks.http import access, staff
from callbacks.naming import named
from callbacks.services import services
from components.fields import Option
from components.history import ACTIONS
from components.text import Text, day
from components.tree import Node
from components.work import importing as drawn
from components.work.importing_words import KINDS, TITLE
from models.catalogue import current_catalogue, memoranda
from models.drafts import Refused
from models.transfer import Imported
from models.transfer_input import Opened, Table
from models.transfer_limits import IN_BROWSER, TransferRefused
from models.transfer_log import Outcome
from models.transfer_mapping import Mapping, guessed
from models.transfer_rows import Incoming
from models.uploads import Upload
from models.vocabulary import Role

PATH = "/werk/import"
TEMPLATE = "/werk/import-voorbeeld"
EXPORT = "/werk/uitvoer"
TEMPLATES = {".xlsx": "XLSX", ".csv": "CSV"}
_EXPORTS = {**TEMPLATES, ".json": "JSON"}
_LONGEST_NOTE = 160
_SAMPLE = 3


def step(token: str, what: str = "") -> str:
    """The address of a step with the file that ``token`` names."""
    return f"{PATH}/{token}" + (f"/{what}" if what else "")


def sentence(refused: TransferRefused | Refused) -> str:
    """Why a file was refused, in the language of the address."""
    return refused.en if staff.lang() == "en" else refused.nl


def too_large() -> str:
    """What is said of a file that is larger than a browser may send."""
    most = IN_BROWSER.size // 2**20
    return Text(
        f"Het bestand is groter dan {most} MiB: voer het in delen in.",
        f"The file is larger than {most} MiB: import it in parts.",
    )[staff.lang()]


def start(*, waiting: Upload | None = None, wrong: str = "", status: int = 200) -> staff.Response:
    """The first step, and what was done last."""
    lang, store = staff.lang(), services().store
    with store.database.reading() as connection:
        known = memoranda(connection)
    done = request.args.get("ingevoerd", "")
    exports = _EXPORTS if access.may(access.role(), Role.ADMIN) else {}
    page = drawn.Start(
        action=staff.here(PATH),
        memoranda=tuple(Option(found.id, named(found, "title", lang)) for found in reversed(known)),
        templates=tuple((label, TEMPLATE + ending) for ending, label in TEMPLATES.items()),
        exports=tuple((label, EXPORT + ending) for ending, label in exports.items()),
        waiting=drawn.Waiting(waiting.given.name, staff.here(step(waiting.token))) if waiting else None,
        done=int(done) if done.isdecimal() and len(done) < 7 and not wrong else None,
        wrong=wrong,
    )
    return _answer(drawn.start(page, lang), status)


def columns(
    upload: Upload, table: Table, mapping: Mapping | None, *, wrong: str = "", status: int = 200
) -> staff.Response:
    """The step for a table of others; without ``mapping`` what the names of its columns suggest."""
    chosen = mapping or guessed(table.header)
    page = drawn.Columns(
        action=staff.here(step(upload.token, "kolommen")),
        back=staff.here(step(upload.token, "weg")),
        name=upload.given.name,
        header=table.header,
        sample=tuple(tuple(cells) for _, cells in table.records[1 : _SAMPLE + 1]),
        chosen=chosen.columns,
        fixed=chosen.fixed,
        wrong=wrong,
    )
    return _answer(drawn.columns(page, staff.lang()), status)


def trial(upload: Upload, file: Opened, found: Imported, *, changed: bool = False, status: int = 200) -> staff.Response:
    """The last step: what would become of each row."""
    lang = staff.lang()
    page = drawn.Trial(
        action=staff.here(step(upload.token)),
        back=staff.here(step(upload.token, "weg")),
        name=upload.given.name,
        sheet=file.table.sheet if file.table else "",
        rows=_rows(upload, file, found, lang),
        token=found.fingerprint,
        mapping=staff.here(step(upload.token, "kolommen")) if upload.mapping else None,
        changed=changed,
    )
    return _answer(drawn.trial(page, lang), status)


def gone() -> staff.Response:
    """A file that is not there any more."""
    return _answer(drawn.gone(staff.here(PATH), staff.lang()), 410)


def _answer(tree: Node, status: int) -> staff.Response:
    return staff.answer(TITLE[staff.lang()], tree, status=status, styles=("staff/import.css",))


def _statuses(memoranda_named: set[str], lang: str) -> dict[str, str]:
    with services().store.database.reading() as connection:
        catalogues = [current_catalogue(connection, memorandum) for memorandum in sorted(memoranda_named)]
    return {one.code: named(one, "label", lang) for catalogue in catalogues for one in catalogue.statuses}


def _rows(upload: Upload, file: Opened, found: Imported, lang: str) -> tuple[drawn.Row, ...]:
    """Every row once, in the order of the file; with all that is wrong with it."""
    statuses = _statuses({outcome.row.memorandum for outcome in found.outcomes if outcome.row}, lang)
    written = _as_written(upload, file)
    rows = []
    for (line, result), outcomes in groupby(found.outcomes, key=lambda outcome: (outcome.line, outcome.result)):
        told = list(outcomes)
        row = told[0].row
        source = row.draft.sources[0] if row and row.draft and row.draft.sources else None
        rows.append(
            drawn.Row(
                line=line,
                result=result,
                why=tuple(_why(outcome, lang) for outcome in told),
                said=_said(row, statuses, lang) if row else written.get(line, ("", "", "", "")),
                source=(source.title or source.url) if source else "",
            )
        )
    return tuple(rows)


def _why(outcome: Outcome, lang: str) -> str:
    why = outcome.en if lang == "en" else outcome.nl
    return f"{Text('kolom', 'column')[lang]} {outcome.column}: {why}" if outcome.column else why


def _as_written(upload: Upload, file: Opened) -> dict[int | None, tuple[str, str, str, str]]:
    """What each row of a table says, as it stands there, by line."""
    if file.table is None:
        return {}
    columns = upload.mapping.columns if upload.mapping else {name: name for name in file.table.header}
    header = file.table.header

    def cell(cells: Sequence[str], name: str) -> str:
        place = header.index(columns[name]) if columns.get(name) in header else len(cells)
        return _short(cells[place]) if place < len(cells) else ""

    return {
        line: (
            " ".join(filter(None, (cell(cells, "request_id"), cell(cells, "government")))),
            cell(cells, "effective_date"),
            cell(cells, "status"),
            cell(cells, "note_nl"),
        )
        for line, cells in file.table.records[1:]
    }


def _said(row: Incoming, statuses: Dict[str, str], lang: str) -> tuple[str, str, str, str]:
    """What a row says: request and government, date, status or action or what it does to another entry, note."""
    track, kind = f"{row.request} ({row.government})", KINDS.get(row.kind)
    draft = row.draft
    if draft is None:
        return track, "", kind[lang] if kind else "", ""
    what = statuses.get(str(draft.status), "") if draft.status else ACTIONS[str(draft.action)][lang]
    note = draft.note_nl if lang == "nl" else draft.note_en or draft.note_nl
    done = f"{kind[lang]}: {what}" if kind else what
    return track, day(draft.effective_date, draft.precision, lang), done, _short(note)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}…"
