"""A page on which nothing can be done: its forms become what stood in them, and nothing asks for news."""

from __future__ import annotations

from lt_web.past.tags import TAG, attributes, only, without

SENDS = frozenset(("hx-post", "hx-put", "hx-patch", "hx-delete"))
ACTS = SENDS | {"hx-confirm", "hx-headers", "hx-disabled-elt"}
BY_ITSELF = SENDS | {"formaction", "formmethod"}  # what lets a button send outside of a form
SENT = BY_ITSELF | {"form", "hx-vals"}
FETCHES = frozenset(("hx-get", "hx-trigger", "hx-swap", "hx-target", "hx-select", "hx-include", "hx-params"))
OF_FORMS = ACTS | FETCHES | {"method", "action", "enctype", "novalidate", "autocomplete"}
OF_CONTROLS = ACTS | SENT | FETCHES | {"autofocus", "disabled"}
OF_WORDS = frozenset(("class", "id", "title", "lang"))
CONTROLS = ("input", "select", "textarea")
OFF = "disabled"
NEVER_SHOWN = ("hidden", "submit", "image", "file", "password", "reset")
CHOSEN = ("aria-pressed", "aria-checked", "aria-current")
MET = frozenset(("form", "button", *CONTROLS))


def still(html: str, with_fields: bool = False) -> str:
    """Return a page or a fragment without whatever acts.

    A form that is sent becomes a part of the page: its buttons go, but for those that say what was chosen,
    which become text. With `with_fields` its fields stay too, so that what stood in them can be read; without
    it a form that says nothing goes altogether.
    """
    return _Still(html, with_fields).text()


class _Still:
    """Copies a page from tag to tag, but for what acts. Most tags are never looked at more closely."""

    def __init__(self, html: str, with_fields: bool) -> None:
        self.html, self.with_fields = html, with_fields
        self._written: list[str] = []
        self._copied = 0  # how far what was written reaches
        self._before: list[str] | None = None  # what was written before the form that is being read
        self._says_something = False
        self._is_text = False  # the button that is being read became text

    def text(self) -> str:
        """What is left."""
        for tag in TAG.finditer(self.html):
            slash, name, written = tag.groups()
            if name is None or tag.start() < self._copied:
                continue
            if slash:
                self._ends(name.lower(), tag.start(), tag.end())
            elif name.lower() in MET or "hx-" in written:
                self._begins(name.lower(), written, tag.start(), tag.end())
        self._copy(len(self.html))
        self._end_form()
        return "".join(self._written)

    @property
    def _in_form(self) -> bool:
        return self._before is not None

    def _copy(self, end: int) -> None:
        self._written.append(self.html[self._copied : end])
        self._copied = max(self._copied, end)

    def _put(self, text: str, start: int, end: int) -> None:
        """Write a text in the place of what stands from `start` to `end`."""
        self._copy(start)
        self._written.append(text)
        self._copied = end

    def _begins(self, name: str, written: str, start: int, end: int) -> None:
        known = attributes(written)
        if name == "form" and (known.get("method") or "get").lower() not in ("get", "dialog"):
            self._copy(start)
            self._end_form()
            self._before, self._written, self._says_something = self._written, [], self.with_fields
            self._put(f"<div{without(written, OF_FORMS)}>", start, end)
        elif name == "button" and (self._in_form or not known.keys().isdisjoint(BY_ITSELF)):
            self._button(known, written, start, end)
        elif name in CONTROLS and self._in_form:
            self._control(name, known, written, start, end)
        else:
            self._quiet(name, known, written, start, end)

    def _ends(self, name: str, start: int, end: int) -> None:
        if name == "form" and self._in_form:
            self._put("</div>", start, end)
            self._end_form()
        elif name == "button" and self._is_text:
            self._put("</span>", start, end)
            self._is_text = False

    def _end_form(self) -> None:
        if self._before is not None:
            self._written = [*self._before, *(self._written if self._says_something else ())]
            self._before = None

    def _button(self, known: dict[str, str], written: str, start: int, end: int) -> None:
        """A button goes; one that says what was chosen becomes text."""
        if any(known.get(name) == "true" for name in CHOSEN):
            self._says_something = self._is_text = True
            self._put(f"<span{only(written, OF_WORDS)}>", start, end)
        else:
            over = (tag.end() for tag in TAG.finditer(self.html, end) if (tag[1], tag[2]) == ("/", "button"))
            self._put("", start, next(over, len(self.html)))

    def _control(self, name: str, known: dict[str, str], written: str, start: int, end: int) -> None:
        if name == "input" and (known.get("type") or "text").lower() in NEVER_SHOWN:
            self._put("", start, end)
            return
        self._says_something = self._says_something or "checked" in known
        self._put(f"<{name}{without(written, OF_CONTROLS)} {OFF}>", start, end)

    def _quiet(self, name: str, known: dict[str, str], written: str, start: int, end: int) -> None:
        """An element that asks for news does so no more, and one that sends neither."""
        asks = "every " in known.get("hx-trigger", "")
        if asks or not known.keys().isdisjoint(ACTS):
            gone = ACTS | FETCHES if asks or not known.keys().isdisjoint(SENDS) else ACTS
            slash = "/" if written.endswith("/") else ""
            self._put(f"<{name}{without(written, gone)}{slash}>", start, end)
