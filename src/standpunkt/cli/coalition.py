"""`standpunkt coalition` and `standpunkt power`."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from standpunkt.cli._app import app
from standpunkt.cli.read import LanguageOption
from standpunkt.errors import InputError

if TYPE_CHECKING:
    from standpunkt.coalition import Body, Situation

__all__ = ["coalition", "power"]


class CoalitionFormat(StrEnum):
    """The formats of `standpunkt coalition`."""

    text = "text"
    json = "json"
    html = "html"
    toml = "toml"


class PowerFormat(StrEnum):
    """The formats of `standpunkt power`."""

    text = "text"
    json = "json"


@app.command()
def coalition(
    file: Annotated[
        str,
        typer.Argument(
            metavar="DOSSIER|FILE.toml", help="A dossier, or a situation: who pledges what, on what condition."
        ),
    ],
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="ACTOR", help="As if this actor dropped out; repeatable."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FACT=true|false", help="As if this fact were so; may be repeated."),
    ] = None,
    unlock: Annotated[
        bool, typer.Option("--unlock", help="List the cheapest changes that meet the requirements.")
    ] = False,
    count: Annotated[int, typer.Option("--count", min=1, help="How many changes --unlock lists for each.")] = 3,
    probability: Annotated[
        bool, typer.Option("--probability", help="Say how likely the requirements are to be met.")
    ] = False,
    goal: Annotated[
        str | None,
        typer.Option(
            "--goal", metavar="CONDITION", help="Ask --unlock and --probability about this, not requirements."
        ),
    ] = None,
    format: Annotated[
        CoalitionFormat,
        typer.Option("--format", "-f", help="text, json, html; toml: the situation, to add to."),
    ] = CoalitionFormat.text,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    lang: LanguageOption = None,
) -> None:
    """Say which pledges stand, which only together, which are blocked and by whom, and what is missing."""
    from standpunkt.coalition.report import answers, report
    from standpunkt.words import user_language

    language = lang.value if lang else user_language()
    situation = _changed(_situation(file), without or [], set_ or [])
    found = report(situation)
    if unlock or probability:
        found |= answers(situation, goal, unlocking=count if unlock else 0, probabilities=probability)
    if format is CoalitionFormat.json:
        import json

        _write(json.dumps(found, ensure_ascii=False, indent=2) + "\n", output)
    elif format is CoalitionFormat.html:
        from standpunkt.coalition.picture import graph_of, picture
        from standpunkt.coalition.report_page import page

        drawn = "" if found["large"] else picture(graph_of(situation))
        _write(page(found, drawn, language), output)
    elif format is CoalitionFormat.toml:
        from standpunkt.coalition.toml_writing import to_toml

        _write(to_toml(situation), output)
    else:
        from standpunkt.coalition.report_text import text

        _write(text(found, language), output)


@app.command()
def power(
    body: Annotated[str, typer.Argument(help="A preset such as eu-council, or a TOML file of a body.")],
    index: Annotated[
        list[str] | None, typer.Option("--index", "-i", help="banzhaf, shapley_shubik, …; may be repeated.")
    ] = None,
    format: Annotated[PowerFormat, typer.Option("--format", "-f", help="text or json.")] = PowerFormat.text,
) -> None:
    """Print the voting power of each member of a decision body, exactly."""
    import json

    from standpunkt.coalition.power import INDICES, powers

    wanted = tuple(index or ("banzhaf", "shapley_shubik"))
    for name in wanted:
        if name not in INDICES:
            raise InputError(f"--index {name}: known are {', '.join(INDICES)}")
    chosen = _body(body)
    found = powers(chosen, wanted)  # type: ignore[arg-type]
    if format is PowerFormat.json:
        exact = {name: {member: str(value) for member, value in values.items()} for name, values in found.items()}
        head = {"schema": "standpunkt/power/1", "name": chosen.name, "date": chosen.date, "source": chosen.source}
        typer.echo(json.dumps(head | {"indices": exact}, ensure_ascii=False, indent=2))
        return
    width = max(map(len, chosen.members))
    if chosen.name:
        typer.echo(chosen.name + (f" ({chosen.date})" if chosen.date else ""))
    if chosen.source:
        typer.echo(chosen.source)
    typer.echo(" " * width + "".join(f"  {name:>16}" for name in wanted))
    for member in chosen.members:
        values = "".join(f"  {_shown(float(found[name][member])):>16}" for name in wanted)  # type: ignore[index]
        typer.echo(f"{member:<{width}}{values}")


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) and value > 1 else f"{value:.6f}"


def _body(name: str) -> Body:
    from standpunkt.coalition.presets import body_from_toml, preset, presets

    if name in presets():
        return preset(name)
    if not name.endswith(".toml") and not Path(name).exists():
        raise InputError(f"{name}: there is no such preset or file; presets: {', '.join(presets())}")
    return body_from_toml(name)


def _situation(place: str) -> Situation:
    """The situation of a dossier (a file or a PostgreSQL URL) or of a TOML file."""
    from standpunkt.coalition import Situation

    if "://" not in place:
        try:
            with open(place, "rb") as file:
                sqlite = file.read(16) == b"SQLite format 3\x00"
        except OSError:
            sqlite = False
        if not sqlite:
            return Situation.from_toml(place)
    from standpunkt.dossier import Dossier

    with Dossier.open(place) as dossier:
        return Situation.from_dossier(dossier)


def _changed(situation: Situation, without: list[str], values: list[str]) -> Situation:
    """The situation after --without and --set; what they set is marked as an assumption."""
    known = {"true": True, "false": False, "uncertain": None}
    facts: dict[str, bool | None] = {}
    for item in values:
        name, _, value = item.rpartition("=")
        if not name or value.lower() not in known:
            raise InputError(f"--set {item}: write FACT=true, FACT=false or FACT=uncertain")
        facts[name.strip()] = known[value.lower()]
    situation = situation.with_facts(facts)
    for name in without:
        situation = situation.without(name)
    assumed = {name: replace(situation.facts[name], assumption=True) for name in facts if name in situation.facts}
    actors = {
        name: replace(situation.actors[name], assumption=True)
        for name in (*facts, *without)
        if name in situation.actors and name not in assumed
    }
    return replace(situation, facts={**situation.facts, **assumed}, actors={**situation.actors, **actors})


def _write(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"{output}: {error.strerror}; give another --output") from None
