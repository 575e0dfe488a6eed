"""A page on which nothing can be done: its forms become what stood in them, and nothing asks for news."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
ACTS = ("hx-post", "hx-put", "hx-patch", "hx-delete", "hx-confirm", "hx-headers", "hx-disabled-elt")
SENT = ("formaction", "formmethod", "form", "hx-vals")
FETCHES = ("hx-get", "hx-trigger", "hx-swap", "hx-target", "hx-select", "hx-include", "hx-params")
OF_FORMS = ("method", "action", "enctype", "novalidate", "autocomplete", *FETCHES)
CONTROLS = ("input", "select", "textarea")
NEVER_SHOWN = ("hidden", "submit", "image", "file", "password", "reset")
VOID = ("input", "br", "img", "hr", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track")
CHOSEN = ("aria-pressed", "aria-checked", "aria-current")


def still(html: str, with_fields: bool = False) -> str:
    """Return a page or a fragment without whatever acts.

    A form that is sent becomes a part of the page: its buttons go, but for those that say what was chosen,
    which become text. With `with_fields` its fields stay too, so that what stood in them can be read; without
    it a form that says nothing goes altogether.
    """
    page = _Still(with_fields)
    page.feed(html)
    page.close()
    return page.text()


class _Still(HTMLParser):
    """Writes down what it reads, but for what acts."""

    def __init__(self, with_fields: bool) -> None:
        super().__init__(convert_charrefs=False)
        self.with_fields = with_fields
        self._written: list[str] = []
        self._before: list[str] | None = None  # what was written before the form that is being read
        self._says_something = False
        self._left_out: str | None = None  # the element that goes with all that is in it
        self._depth = 0
        self._button = "button"  # what a button's end is written as

    def text(self) -> str:
        """What is left."""
        self._end_form()
        return "".join(self._written)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Write the beginning of an element, or leave the element out."""
        if self._left_out is not None:
            self._depth += tag == self._left_out
        elif tag == "form" and _is_sent(attrs):
            self._begin_form(attrs)
        elif tag == "button" and (self._in_form or _sends(attrs)):
            self._button_of(attrs)
        elif tag in CONTROLS and self._in_form:
            self._control(tag, attrs)
        else:
            self._write_tag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Drawings have elements that end at once."""
        if self._left_out is None:
            self._written.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Write the end of an element."""
        if self._left_out is not None:
            if tag == self._left_out:
                self._depth -= 1
                self._left_out = self._left_out if self._depth else None
        elif tag == "form" and self._in_form:
            self._written.append("</div>")
            self._end_form()
        else:
            self._written.append(f"</{self._button if tag == 'button' else tag}>")
            self._button = "button" if tag == "button" else self._button

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    @property
    def _in_form(self) -> bool:
        return self._before is not None

    def _write(self, text: str) -> None:
        if self._left_out is None:
            self._written.append(text)

    def _begin_form(self, attrs: Attributes) -> None:
        self._before, self._written = self._written, []
        self._says_something = self.with_fields
        kept = [one for one in attrs if one[0] not in OF_FORMS and one[0] not in ACTS]
        self._written.append(_tag("div", kept))

    def _end_form(self) -> None:
        if self._before is not None:
            self._written = [*self._before, *(self._written if self._says_something else ())]
            self._before = None

    def _button_of(self, attrs: Attributes) -> None:
        """A button goes; one that says what was chosen becomes text."""
        known = dict(attrs)
        if any(known.get(name) == "true" for name in CHOSEN):
            self._says_something, self._button = True, "span"
            kept: Attributes = [one for one in attrs if one[0] in ("class", "id", "title", "lang")]
            self._written.append(_tag("span", kept))
        else:
            self._left_out, self._depth = "button", 1

    def _control(self, tag: str, attrs: Attributes) -> None:
        known = dict(attrs)
        if tag == "input" and (known.get("type") or "text").lower() in NEVER_SHOWN:
            return
        self._says_something = self._says_something or "checked" in known
        acts = (*ACTS, *SENT, *FETCHES, "autofocus", "disabled")
        kept = [one for one in attrs if one[0] not in acts]
        self._written.append(_tag(tag, [*kept, ("disabled", None)]))

    def _write_tag(self, tag: str, attrs: Attributes) -> None:
        names = {name for name, _value in attrs}
        asks = "every " in (dict(attrs).get("hx-trigger") or "")
        if not asks and names.isdisjoint(ACTS):
            self._written.append(self.get_starttag_text() or "")
            return
        gone = (*ACTS, *FETCHES) if asks or names & {"hx-post", "hx-put", "hx-patch", "hx-delete"} else ACTS
        self._written.append(_tag(tag, [one for one in attrs if one[0] not in gone]))


def _is_sent(attrs: Attributes) -> bool:
    return (dict(attrs).get("method") or "get").lower() not in ("get", "dialog")


def _sends(attrs: Attributes) -> bool:
    """Whether a button outside of a form sends one."""
    names = {name for name, _value in attrs}
    return bool(names & {"formaction", "formmethod", "hx-post", "hx-put", "hx-patch", "hx-delete"})


def _tag(tag: str, attrs: Attributes) -> str:
    shown = (name if value is None else f'{name}="{escape(value)}"' for name, value in attrs)
    return f"<{' '.join((tag, *shown))}>"
