"""Templates: what each format brings with it in this programme, its versions, and putting it differently."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lt_web.cards import formats
from lt_web.cards.formats import Template
from lt_web.cards.offered import offered
from lt_web.cards.people import known
from lt_web.commands import guides as deeds
from lt_web.permissions import CHAMPIONS_ONLY, is_champion, require
from lt_web.speech import _
from lt_web.views.guide_forms import GuideForm, given
from lt_web.web import attempt, back_to, done, filled, found, fragment, page, programme, say, standing
from lt_web.writing.differences import differences

guides = Blueprint("guides", __name__, url_prefix="/<programme>/guides")
BOTH = ["GET", "POST"]
ARRANGING = ("more", "drop-", "up-")


@guides.get("/")
def index() -> Any:
    """Every format with its agenda at a glance."""
    require(is_champion(standing()), CHAMPIONS_ONLY)
    shown = formats.guides()
    return page("guides/index.html", templates=shown, people=known(t.by for t in shown), offered=offered())


@guides.get("/<format>", endpoint="page")
def show(format: str) -> Any:
    """The template of a format, and every version there was; any can be read, any two be compared."""
    _require_known(format)
    all_ = formats.versions(format)
    by_number = {template.number: template for template, _row in all_}
    newest = all_[0][0]
    older, newer = _number("from", newest.number - 1, by_number), _number("to", newest.number, by_number)
    asked = request.args.get("read", "")
    read = by_number.get(int(asked)) if asked.isdecimal() and len(asked) < 7 else None
    return page(
        "guides/page.html",
        t=newest,
        versions=all_,
        people=known(template.by for template, _row in all_),
        read=read if read is not newest else None,
        older=older,
        newer=newer,
        lines=_differences(by_number, older, newer),
    )


@guides.route("/<format>/edit", methods=BOTH)
def edit(format: str) -> Any:
    """Put it differently; rows of the agenda can be added, moved and taken away before it is saved."""
    _require_known(format)
    now_so = formats.guide(format)
    form = filled(GuideForm, **given(now_so))
    if request.method == "GET":
        form.agenda.with_spare()
        return _editor(now_so, form)
    if _deed().startswith(ARRANGING):
        form.agenda.arrange(_deed())
        return _editor(now_so, form)
    if formats.is_unchanged(now_so, form.content):
        say(_("Nothing was different, so nothing was changed."))
        return _back(format)
    said = (programme().id, format, form.content, form.base, form.note.data or "")
    if done(form, deeds.revise, *said):
        say(_("Saved. Sessions to come follow it from now on."))
        return _back(format)
    form.agenda.with_spare()
    return _overtaken(format, form) if form.based_on.errors else _editor(now_so, form, status=422)


@guides.post("/<format>/sum")
def add_up(format: str) -> Any:
    """How many minutes the steps take together, while they are being typed."""
    _require_known(format)
    return fragment("guides/_sum.html", t=formats.guide(format), form=filled(GuideForm))


@guides.post("/<format>/restoration")
def restore(format: str) -> AnyResponse:
    """Put an earlier version in force again."""
    _require_known(format)
    asked = request.form.get("number", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 7 else -1
    if attempt(deeds.restore, programme().id, format, number):
        say(_("It is in force again. The versions in between are kept."))
    return _back(format)


def _require_known(format: str) -> None:
    require(is_champion(standing()), CHAMPIONS_ONLY)
    found(format if formats.exists(format) else None)


def _deed() -> str:
    return request.form.get("deed", "")


def _back(format: str) -> AnyResponse:
    return back_to("lt.guides.page", format=format)


def _editor(now_so: Template, form: GuideForm, *, status: int = 200, **more: Any) -> Any:
    return page("guides/edit.html", status=status, t=now_so, form=form, **{"theirs": None} | more)


def _overtaken(format: str, form: GuideForm) -> Any:
    """Somebody saved meanwhile: what differs, and mine still in the form, upon theirs."""
    theirs = formats.guide(format)
    mine = formats.typed(format, form.content)
    form.based_on.data = str(theirs.number)
    lines = differences(theirs.document, mine.document)
    return _editor(theirs, form, status=409, theirs=theirs, lines=lines)


def _number(name: str, usual: int, numbers: dict[int, Template]) -> int:
    """A version that is asked for, else the usual one; -1 where there is none of that number."""
    asked = request.args.get(name, "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 7 else usual
    return wanted if wanted in numbers else -1


def _differences(numbers: dict[int, Template], older: int, newer: int) -> Any:
    both = older >= 0 and newer >= 0
    return differences(numbers[older].document, numbers[newer].document) if both else []
