"""The report of a meeting: one row of blocks, written as a page, as an accessible PDF and as spreadsheets.

What the report says is put together once, in ``contents``; the writers only give it a form, so that all forms say the
same. Numbers stay numbers until they are written.
"""
