"""The store: tables, the append-only log, the queries and the arithmetic of progress."""
