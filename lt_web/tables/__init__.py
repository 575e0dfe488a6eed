"""Reads the table in which a programme kept its past sessions: bytes in, typed rows, problems and notes out.

Pure standard library, nothing else of ours: the command line, the web page and the tests read alike.
"""

from lt_web.tables.shapes import Note, Problem, Question, Row, Table, TableError
from lt_web.tables.table import read_table

__all__ = ["Note", "Problem", "Question", "Row", "Table", "TableError", "read_table"]
