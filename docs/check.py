"""Checks the documentation against the product.

- A fenced block after `<!-- output: standpunkt … -->` in README.md or docs/*.md is what that command prints
  (`--write` puts it there).
- Every command of the command line stands in the documentation as `standpunkt COMMAND`.
- Every public name of the package stands there as `standpunkt.NAME`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"(<!-- output: (standpunkt [^\n]*?) -->\n+```[a-z]*\n)(.*?)(```\n)", re.DOTALL)


def output(command: str) -> str:
    """What a command of ours prints, in English and without colours. Raises RuntimeError where it fails."""
    program, *arguments = shlex.split(command)
    environment = os.environ | {"LC_ALL": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "100"}
    found = subprocess.run(
        [str(Path(sys.executable).with_name(program)), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if found.returncode:
        raise RuntimeError(f"`{command}` ended with {found.returncode}: {found.stderr.strip()}")
    return found.stdout.rstrip("\n") + "\n"


def blocks(path: Path, write: bool) -> Iterator[str]:
    """A complaint for each generated block of `path` that is not what its command prints."""
    text = path.read_text("utf-8")
    for match in BLOCK.finditer(text):
        try:
            printed = output(match[2])
        except RuntimeError as error:
            yield f"{path.name}: {error}"
            continue
        if printed != match[3]:
            if write:
                text = text.replace(match[0], match[1] + printed + match[4])
            else:
                yield f"{path.name}: the output of `{match[2]}` is not what stands there; run docs/check.py --write"
    if write:
        path.write_text(text, "utf-8")


def commands(group: Any, name: str = "standpunkt") -> Iterator[str]:
    """The full names of all commands below a group of the command line."""
    for part, command in sorted(getattr(group, "commands", {}).items()):
        if getattr(command, "commands", None):
            yield from commands(command, f"{name} {part}")
        elif not command.hidden:
            yield f"{name} {part}"


def undocumented(documentation: str) -> Iterator[str]:
    """A complaint for each command and each public name that `documentation` does not mention."""
    import typer.main

    import standpunkt
    from standpunkt.cli import app

    for command in commands(typer.main.get_command(app)):
        if not re.search(rf"\b{re.escape(command)}\b", documentation):
            yield f"the command `{command}` is not documented; describe it in docs/"
    for name in standpunkt.__all__:
        if not re.search(rf"\bstandpunkt\.{name}\b", documentation):
            yield f"the public name `standpunkt.{name}` is not documented; describe it in docs/"


def main() -> int:
    """Print a line a complaint; 1 where there is any."""
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
    complaints = [c for path in paths for c in blocks(path, write="--write" in sys.argv[1:])]
    complaints += undocumented("\n".join(path.read_text("utf-8") for path in paths))
    for complaint in complaints:
        print(f"docs: {complaint}", file=sys.stderr)
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
