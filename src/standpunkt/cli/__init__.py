"""The command line: one module a group of commands, thin."""

from __future__ import annotations

import os
import sys

import typer

from standpunkt.cli._app import app
from standpunkt.errors import StandpunktError

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line. Errors end in one clear line; exit code 2 is the user's, 1 is ours."""
    try:
        app(standalone_mode=False)
    except StandpunktError as error:
        print(f"standpunkt: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:
        print("standpunkt: interrupted", file=sys.stderr)
        sys.exit(130)
    except KeyboardInterrupt:
        print("standpunkt: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        show = getattr(error, "show", None)  # click's own usage errors know how to show themselves
        if show is None:
            raise
        show()
        sys.exit(getattr(error, "exit_code", 2))
