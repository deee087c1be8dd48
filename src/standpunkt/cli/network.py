"""`standpunkt network`: discourse networks from a table of statements."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from standpunkt.cli._app import app
from standpunkt.cli.network_show import Request, Show
from standpunkt.cli.read import LanguageOption
from standpunkt.errors import InputError, InternalError, StandpunktError

if TYPE_CHECKING:
    from standpunkt.analysis.networks import Network
    from standpunkt.analysis.selection import NetworkOptions
    from standpunkt.analysis.statements import StatementTable
    from standpunkt.words import Language

__all__ = ["network"]


class NetworkFormat(StrEnum):
    """The formats of `standpunkt network`."""

    csv = "csv"
    edges = "edges"
    json = "json"
    graphml = "graphml"
    gexf = "gexf"
    html = "html"
    picture = "picture"


_SUFFIXES = {
    ".graphml": NetworkFormat.graphml,
    ".gexf": NetworkFormat.gexf,
    ".json": NetworkFormat.json,
    ".html": NetworkFormat.html,
}


@app.command()
def network(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…",
            help="Dossiers, DNA databases (.dna), or CSV files of statements with a header: date and any of document, "
            "person, organization, concept, agreement, confidence.",
        ),
    ],
    mode: Annotated[
        str, typer.Option(help="onemode (actors and actors) or twomode (actors and concepts).")
    ] = "onemode",
    rows: Annotated[str, typer.Option(help="The column of the actors: organization, person, …")] = "organization",
    columns: Annotated[str, typer.Option(help="The column of what they speak about.")] = "concept",
    qualifier: Annotated[str, typer.Option(help="The column that says how; none for no such column.")] = "agreement",
    aggregation: Annotated[
        str, typer.Option(help="ignore, congruence, conflict, subtract; twomode: ignore, combine, subtract.")
    ] = "subtract",
    normalization: Annotated[
        str, typer.Option(help="no, average, jaccard, cosine; twomode: no, activity, prominence.")
    ] = "no",
    duplicates: Annotated[
        str, typer.Option(help="Count repetitions: include, or once per document, week, month, year, acrossrange.")
    ] = "document",
    isolates: Annotated[bool, typer.Option(help="Keep actors whose statements are all left out.")] = False,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="First day, as 2025-04-10.")] = None,
    stop: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last day.")] = None,
    exclude: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN=VALUE", help="Leave these statements out; may be repeated.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN=VALUE", help="Keep these statements only; may be repeated.")
    ] = None,
    weighted: Annotated[bool, typer.Option(help="Count each statement by its confidence.")] = False,
    window: Annotated[
        str | None, typer.Option(metavar="SIZE-UNIT", help="A moving window: 90-days, 4-weeks, 3-months, 100-events.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Move the window by so many units.")] = 1,
    kernel: Annotated[str, typer.Option(help="no, uniform, epanechnikov, triangular, gaussian.")] = "no",
    seed: Annotated[int, typer.Option(min=0, help="For what is drawn at random.")] = 0,
    compat: Annotated[str | None, typer.Option(help="dna-3.1: compute as DNA 3.1.2 does.")] = None,
    show: Annotated[
        Show,
        typer.Option(
            help="network, or what it tells: camps, clusters, scaling, backbone, bars, events, intervals, phases."
        ),
    ] = Show.network,
    number: Annotated[
        int | None, typer.Option(min=1, help="How many camps, clusters, axes, states, or columns of a backbone.")
    ] = None,
    method: Annotated[
        str | None,
        typer.Option(
            help="clusters: louvain, greedy, hierarchical; backbone: nested, fixed, penalty; "
            "phases: euclidean, absolute, spectral."
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=2, help="How often intervals draw the documents.")] = 1000,
    format: Annotated[
        NetworkFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="csv: a matrix; edges: one tidy CSV; json; graphml; gexf; html: a page where a tie opens its "
            "statements; picture: Vega-Lite. By default by the ending.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    lang: LanguageOption = None,
) -> None:
    """Compute a discourse network: who agrees with whom, or who says what."""
    _installed()
    from standpunkt.analysis.selection import NetworkOptions
    from standpunkt.cli.network_show import shown
    from standpunkt.words import user_language

    if exclude and only:
        raise InputError("network: --exclude and --only do not go together; give one of them")
    options = NetworkOptions(
        mode=mode,  # type: ignore[arg-type]  # checked by the options themselves
        rows=rows,
        columns=columns,
        qualifier=None if qualifier == "none" else qualifier,
        aggregation=aggregation,  # type: ignore[arg-type]
        normalization=normalization,  # type: ignore[arg-type]
        duplicates=duplicates,  # type: ignore[arg-type]
        isolates=isolates,
        start=_time(start, "--from", last=False),
        stop=_time(stop, "--until", last=True),
        exclude=_values(only or exclude or []),
        invert=bool(only),
        weighted=weighted,
        compat=compat,  # type: ignore[arg-type]
    )
    table = load(files)
    chosen = format or (_SUFFIXES.get(output.suffix.lower(), NetworkFormat.csv) if output else NetworkFormat.csv)
    request = Request(show, number, method, draws, seed)
    if show != Show.network:
        if chosen not in (NetworkFormat.csv, NetworkFormat.json):
            raise InputError(f"network: {show.value} come as csv or json; give --format csv or json")
        series = _networks(table, options, window, kernel, every, seed) if window else []
        write(shown(request, table, options, series, as_json=chosen == NetworkFormat.json), output)
        return
    networks = _networks(table, options, window, kernel, every, seed)
    language: Language = lang.value if lang else user_language()
    write(render(networks, table, options, chosen, window is not None, request, language), output)


def _installed() -> None:
    """Raise InternalError where the libraries that networks need are not installed."""
    from importlib.util import find_spec

    missing = [name for name in ("scipy", "networkx", "altair") if find_spec(name) is None]
    if missing:
        raise InternalError(f"network: {', '.join(missing)} is missing; install it: pip install 'standpunkt[networks]'")


def load(files: list[str]) -> StatementTable:
    """The statements of dossiers, DNA databases and CSV files; of several, one after the other.

    Raises InputError naming the file.
    """
    from standpunkt.analysis.statements import StatementTable

    tables = []
    for file in files:
        try:
            tables.append(_load(file))
        except InputError as error:
            message = str(error)
            raise InputError(message if message.startswith(file) else f"{file}: {message}") from None
    return tables[0] if len(tables) == 1 else StatementTable.concatenated(tables)


def _load(file: str) -> StatementTable:
    from standpunkt.analysis.statements import StatementTable

    path = Path(file)
    if path.suffix.lower() == ".dna":
        from standpunkt.imports.dna import read_dna

        return read_dna(path).table()
    try:
        data = b"" if "://" in file else path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})") from None
    if "://" in file or data.startswith(b"SQLite format 3\x00"):
        from standpunkt.analysis.positions import positions_table
        from standpunkt.dossier import Dossier

        with Dossier.open(file) as dossier:
            return positions_table(dossier.positions(), dossier.actors(), dossier.questions(), dossier.documents())
    try:
        return StatementTable.from_csv(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text; save it as UTF-8") from None


def render(
    networks: list[Network],
    table: StatementTable,
    options: NetworkOptions,
    format: NetworkFormat,
    series: bool,
    request: Request,
    language: Language,
) -> str:
    """The networks in a format. Raises InputError where a format holds one network and a series is given."""
    from standpunkt.analysis.graph import graph
    from standpunkt.cli.network_show import with_camps
    from standpunkt.exports.graph_gexf import gexf
    from standpunkt.exports.graph_page import network_page
    from standpunkt.exports.graph_picture import picture
    from standpunkt.exports.graph_tables import edges_csv, matrix_csv, network_json
    from standpunkt.exports.graphml import graphml

    if format == NetworkFormat.edges:
        return edges_csv(networks)
    if series and format != NetworkFormat.json:
        raise InputError(f"network: {format.value} holds one network, not a series; give --format edges or json")
    if series:
        return network_json(graph(n, table, options) for n in networks)
    if format == NetworkFormat.csv:
        return matrix_csv(networks[0])
    known = with_camps(table, options, request.number or 2, request.seed)
    made = graph(networks[0], table, options, known.get("nodes"))
    if format == NetworkFormat.json:
        return network_json([made])
    if format == NetworkFormat.html:
        return network_page(made, table, options, language, known.get("divides", ()), known.get("polarization"))
    if format == NetworkFormat.picture:
        return str(picture(made).to_json()) + "\n"
    return graphml(made) if format == NetworkFormat.graphml else gexf(made)


def write(text: str, output: Path | None) -> None:
    """Write to a file, or to standard output."""
    if output is None or str(output) == "-":
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StandpunktError(f"{output}: cannot be written ({error.strerror})") from None


def _networks(
    table: StatementTable, options: NetworkOptions, window: str | None, kernel: str, every: int, seed: int
) -> list[Network]:
    from standpunkt.analysis.networks import network as one
    from standpunkt.analysis.windows import WindowOptions, windows

    if window is None:
        if kernel != "no":
            raise InputError("network: --kernel needs a --window, such as 90-days")
        return [one(table, options)]
    size, _, unit = window.partition("-")
    units = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "events")
    if not size.isdigit() or unit not in units:
        raise InputError(f"network: --window {window}: write a size and a unit, as 90-days; units: {', '.join(units)}")
    kernels = ("no", "uniform", "epanechnikov", "triangular", "gaussian")
    if kernel not in kernels:
        raise InputError(f"network: --kernel {kernel}: give one of: {', '.join(kernels)}")
    settings: Any = WindowOptions(unit, int(size), kernel, seed=seed, every=every)  # type: ignore[arg-type]
    return list(windows(table, options, settings))


def _time(value: str | None, option: str, *, last: bool) -> Any:
    """A day or moment as the user writes it; a day as a last one ends with its last second."""
    from standpunkt.analysis.statements import parse_time

    if value is None:
        return None
    try:
        time = parse_time(value)
    except ValueError:
        raise InputError(f"{option} {value}: is no day; write it as 2025-04-10") from None
    day = "T" not in value and ":" not in value
    return time + 86399 if last and day else time


def _values(pairs: list[str]) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for pair in pairs:
        column, found, value = pair.partition("=")
        if not found:
            raise InputError(f"network: {pair!r} is no COLUMN=VALUE; write organization=Name")
        values.setdefault(column, set()).add(value)
    return values
