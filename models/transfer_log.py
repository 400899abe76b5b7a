"""Writing what a file brings in: each row is logged, found in the log already, or refused with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.drafts import Refused, cleaned, cleaned_text, required_reason
from models.entries import entries
from models.log import Writer
from models.people import body, people
from models.redaction import blank
from models.transfer_format import as_cell
from models.transfer_input import column_of
from models.transfer_known import Known
from models.transfer_rows import Incoming
from models.vocabulary import Kind, Role

#: The author of what is imported without one.
IMPORT = "Import (opdrachtregel)"
_LONGEST_NAME = 116


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row: ``result`` is ``new``, ``exists`` or ``refused``; ``line`` None is the file itself.

    ``text`` is for the command line; ``nl`` and ``en`` say why it is refused or where it stands already, ``column``
    where the trouble is. ``row`` is what was read, None where that failed.
    """

    line: int | None
    result: str
    text: str
    nl: str = ""
    en: str = ""
    column: str = ""
    row: Incoming | None = None


class Bringing:
    """One import inside the transaction of ``writer``."""

    def __init__(self, writer: Writer, now: datetime, file: str) -> None:
        self._writer, self._connection, self._now, self._file = writer, writer.connection, now, file
        views = entries(self._connection, role=Role.ADMIN)
        self._known = Known(views)
        self._people = [found for found in people(self._connection) if found.active and found.role is not Role.READER]
        #: Per number in the file the entry here; per entry here its author.
        self._here: dict[int, int] = {}
        self._authors = {view.id: view.author_id for view in views}
        self._to_redact: list[tuple[int, str]] = []

    def update(self, row: Incoming, author: int | None) -> Outcome:
        """Log a row of the interface CSV, unless the log has it."""
        assert row.draft is not None  # noqa: S101 - a status update says something
        if known := self._known.same_update(row.draft, row.line):
            return _known(row, *known)
        try:
            self._writer.record(author or body(self._connection, IMPORT, self._now), row.draft)
        except Refused as refused:
            return self._refused(row, refused)
        return Outcome(row.line, "new", _words(row), row=row)

    def entry(self, row: Incoming) -> Outcome:
        """Log a row of a full export, unless the log has it; what names another entry names the one here."""
        try:
            draft = cleaned(row.draft) if row.draft else None
            redaction = required_reason(row.redaction_reason) if row.redaction_reason else ""
            refers_to = self._named(row)
            known = self._known.take(row, draft, refers_to)
            entry = known.id if known else self._write(row, refers_to)
        except Refused as refused:
            return self._refused(row, refused)
        if row.id is not None:
            self._here[row.id] = entry
        if known:
            return _known(row, f"logregel {known.id}", f"entry {known.id}")
        if redaction:
            self._to_redact.append((entry, redaction))
        return Outcome(row.line, "new", _words(row), row=row)

    def redact(self) -> None:
        """Redact what was redacted where it comes from; its words are not in the file."""
        self._writer.flush()
        for entry, reason in self._to_redact:
            blank(self._connection, body(self._connection, IMPORT, self._now), entry, reason, self._now)

    def _refused(self, row: Incoming, refused: Refused) -> Outcome:
        column = column_of(refused.field, full=row.id is not None)
        where = f"{self._file}, line {row.line}" + (f", column {column}" if column else "")
        return Outcome(row.line, "refused", f"{where}: {refused.en}", refused.nl, refused.en, column, row)

    def _named(self, row: Incoming) -> int | None:
        """The entry here that the row names, if it names one."""
        if row.id in self._here:
            raise Refused(
                "twice",
                f"Logregel {row.id} staat tweemaal in dit bestand.",
                f"Entry {row.id} stands in this file twice.",
                "id",
            )
        if row.refers_to is None:
            return None
        if row.refers_to not in self._here:
            raise Refused(
                "unknown_entry",
                f"Logregel {row.refers_to} staat niet eerder in dit bestand, of is geweigerd.",
                f"Entry {row.refers_to} does not stand before it in this file, or is refused.",
                "refers_to",
            )
        return self._here[row.refers_to]

    def _write(self, row: Incoming, refers_to: int | None) -> int:
        author = self._author(row, refers_to)
        if refers_to is None and row.draft:
            written = self._writer.record(author, row.draft)
        elif refers_to and row.draft:
            written = self._writer.correct(author, refers_to, row.draft, row.reason)
        elif refers_to and row.kind is Kind.RETRACTION:
            written = self._writer.retract(author, refers_to, row.reason)
        else:
            written = self._writer.confirm(author, refers_to or 0)
        self._authors[written.id] = author
        return written.id

    def _author(self, row: Incoming, refers_to: int | None) -> int:
        """Who wrote the row: the account with that address or public name, or else a body of that name.

        Several people can share a public name; who confirmed an entry is in any case another than who wrote it.
        """
        name = cleaned_text(row.author, "author", _LONGEST_NAME) or IMPORT
        found = [found for found in self._people if found.email == row.author_email]
        found = found or [found for found in self._people if found.name == name]
        author = found[0].id if len(found) == 1 else body(self._connection, name, self._now)
        if row.kind is Kind.CONFIRMATION and author == self._authors.get(refers_to or 0):
            author = body(self._connection, f"{name} (2)", self._now)
        return author


def _known(row: Incoming, nl: str, en: str) -> Outcome:
    return Outcome(row.line, "exists", f"exists already: {en}", nl=nl, en=en, row=row)


def _words(row: Incoming) -> str:
    draft = row.draft
    said = [str(draft.effective_date), str(draft.status or draft.action)] if draft else []
    return " ".join([as_cell(row.kind), row.request, row.government, *said])
