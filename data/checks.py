"""What must hold between the rows of a file and between the files."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from data import codes
from data.columns import Row
from data.errors import Problems, shown
from data.records import Memorandum, Request

#: What a parent has because its sub-requests have it.
INHERITED = ("governments", "fiches", "sdg_targets")


class Checks:
    """The checks of one file: each notes what is wrong in ``problems``."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems

    def complete(self, rows: Iterable[Row], field: str, wanted: Iterable[object]) -> None:
        """Each of ``wanted`` has its row."""
        present = {row[field] for row in rows}
        for value in wanted:
            if value not in present:
                self._problems.add(self._file, None, None, f"a row for {value}", "none")

    def order(self, row: Row, columns: tuple[str, str], first: date, then: date | None) -> None:
        """The second of two dates is later than the first."""
        if then is not None and then <= first:
            self._add(row, columns[1], f"a day after {columns[0]}, {first}", str(then))

    def catalogue(self, rows: Sequence[Row]) -> None:
        """Codes, dossiers and parents fit each other; a parent has what its sub-requests have together.

        Of the SDG targets a parent's own row may name the most important ones only.
        """
        by_id = {row["id"]: row for row in rows}
        for row in rows:
            head, _, tail = row["id"].rpartition(".")
            parent = head if tail.isalpha() else None
            if row["id"].split(".")[0] != str(row["dossier"]):
                self._add(row, "dossier", f"the dossier that {row['id']} begins with", str(row["dossier"]))
            if row["parent"] != parent:
                self._add(row, "parent_id", parent or "nothing, as this is no sub-request", shown(row["parent"] or ""))
            elif parent and parent not in by_id:
                self._add(row, "parent_id", "a request of the catalogue", shown(parent))
        for parent, united in unions(rows).items():
            if parent in by_id:
                self._parent(by_id[parent], united)

    def texts(self, rows: Iterable[Row], bases: Mapping[str, str]) -> None:
        """A request has a reason in Dutch exactly where its basis, of ``bases`` by code, is an implied one."""
        for row in rows:
            reason, explicit = row["government_basis_nl"], bases[row["request"]] == "explicit"
            if explicit and reason:
                self._add(row, "basis_nl", f"nothing, as {row['request']} names its governments", shown(reason))
            elif not explicit and not reason:
                self._add(row, "basis_nl", f"why, in Dutch, the governments of {row['request']} are implied", "nothing")

    def update(self, row: Row, requests: Mapping[str, Request], memorandum: Memorandum) -> None:
        """An update is about a track, of a day in the period that ends the time it stands for, with its evidence."""
        request, when, status = requests[row["request"]], row["effective_date"], row["status"]
        id_, precision = request.id, row["precision"]
        if not request.tracked:
            nl = f"een deelvraag van {id_}, dat zelf niet gevolgd wordt"
            self._add(row, "request_id", f"a sub-request of {id_}, which is not followed itself", id_, nl)
        elif row["government"] not in request.governments:
            addressed, nl = (f" {either} ".join(request.governments) for either in ("or", "of"))
            expected = f"{addressed}, to whom {id_} is put"
            self._add(row, "government", expected, shown(row["government"]), f"{nl}, aan wie {id_} gericht is")
        self.within(row, "effective_date", when, memorandum)
        if when != last_day(when, precision):
            nl = f"de laatste dag van {'het jaar' if precision == 'year' else 'de maand'}"
            self._add(row, "effective_date", f"the last day of the {precision}", str(when), nl)
        if status in codes.NEEDS_SOURCE and not row["source_url"]:
            nl = f"een bron, die de status {status} nodig heeft"
            self._add(row, "source_url", f"a source, which the status {status} needs", "nothing", nl)

    def within(self, row: Row, column: str, when: date, memorandum: Memorandum) -> None:
        """A day lies in the memorandum's period."""
        if not memorandum.start <= when <= memorandum.end:
            nl = f"een dag van {memorandum.start} tot en met {memorandum.end}"
            self._add(row, column, f"a day from {memorandum.start} to {memorandum.end}", str(when), nl)

    def _parent(self, row: Row, united: Mapping[str, tuple[str, ...]]) -> None:
        for field, union in united.items():
            has = set(row[field])
            if has - set(union) or (field != "sdg_targets" and has != set(union)):
                self._add(row, field, f"what its sub-requests have: {';'.join(union)}", shown(";".join(row[field])))

    def _add(self, row: Row, column: str, expected: str, found: str, nl: str = "") -> None:
        self._problems.add(self._file, row.line, column, expected, found, nl)


def unions(rows: Iterable[Row]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Per parent and inherited field what its sub-requests have together, in the order in which they name it."""
    children: dict[str, list[Row]] = {}
    for row in rows:
        if row["parent"]:
            children.setdefault(row["parent"], []).append(row)
    return {
        parent: {field: tuple(dict.fromkeys(v for child in group for v in child[field])) for field in INHERITED}
        for parent, group in children.items()
    }


def last_day(when: date, precision: str) -> date:
    """The last day of the day, month or year of ``when``."""
    month = 12 if precision == "year" else when.month
    return when if precision == "day" else date(when.year, month, monthrange(when.year, month)[1])
