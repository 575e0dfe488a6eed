"""What a reading has to say so far: problems as they come, and notes, alike ones gathered into one."""

from lt_web.tables.shapes import Note, Problem


class Unread(Exception):
    """A cell that cannot be read as what its column holds: the message id and its parameters say why."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message = message
        self.params = params


class Findings:
    """Collects problems and notes in the order of the file."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._notes: dict[str, tuple[dict[str, object], list[int]]] = {}
        self._fatal: set[int | None] = set()

    def problem(self, row: int | None, column: str, message: str, *, fatal: bool, **params: object) -> None:
        self.problems.append(Problem(row, column, message, params, fatal))
        if fatal:
            self._fatal.add(row)

    def is_out(self, row: int | None) -> bool:
        """Whether this row (None: the whole table) has a fatal problem."""
        return row in self._fatal

    def note(self, message: str, **params: object) -> None:
        """One note about the table; the same message about other headings stays apart."""
        self._notes.setdefault(f"{message}|{params}", (params | {"id": message}, []))

    def remark(self, message: str, row: int, **params: object) -> None:
        """A note about a row: rows with one message and column are gathered, with the first row's example."""
        place = f"{message}|{params.get('column', '')}"
        rows = self._notes.setdefault(place, (params | {"id": message}, []))[1]
        if row not in rows[-1:]:
            rows.append(row)

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._gathered(params, rows) for params, rows in self._notes.values())

    @staticmethod
    def _gathered(params: dict[str, object], rows: list[int]) -> Note:
        said = {name: value for name, value in params.items() if name != "id"}
        return Note(str(params["id"]), said | ({"rows": tuple(rows)} if rows else {}))

    def by_row(self) -> tuple[Problem, ...]:
        """Problems of the whole table first, then by row; within a row as they were found."""
        return tuple(sorted(self.problems, key=lambda problem: problem.row or 0))
