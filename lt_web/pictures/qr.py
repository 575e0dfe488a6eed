"""An address as a picture that a phone opens."""

from __future__ import annotations

from markupsafe import Markup


def drawn(address: str) -> Markup:
    """Return the code as an SVG that goes with the page; dark on white in every theme, as phones want it."""
    import segno  # here alone: few pages show a code

    made = segno.make(address, error="m", micro=False)
    return Markup(made.svg_inline(border=2, omitsize=True, dark="#1f1c17", light="#ffffff"))  # noqa: S704
