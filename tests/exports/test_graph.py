"""Networks as files that other programs open."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.analysis.graph import Graph, graph
from standpunkt.analysis.networks import network
from standpunkt.analysis.selection import NetworkOptions
from standpunkt.analysis.statements import StatementTable
from standpunkt.exports.graph_gexf import gexf
from standpunkt.exports.graph_page import network_page
from standpunkt.exports.graph_picture import picture
from standpunkt.exports.graph_tables import edges_csv, matrix_csv, network_json, to_networkx, to_pandas, to_polars
from standpunkt.exports.graphml import graphml

NAMES = ("Hafenrat & Söhne", 'Werft "Nord" <1>', "Fischer")
TABLE = StatementTable.from_records(
    {"organization": o, "concept": c, "agreement": a, "date": "2024-03-01", "document": "d"}
    for o, c, a in [(NAMES[0], "Mole", 1), (NAMES[1], "Mole", 1), (NAMES[2], "Mole", 0), (NAMES[0], "Kai", 1)]
)
ONE = NetworkOptions()
TWO = NetworkOptions(mode="twomode")


def made(options: NetworkOptions) -> Graph:
    return graph(network(TABLE, options), TABLE, options, {NAMES[0]: {"camp": "1", "place": 0.5}})


@pytest.mark.parametrize("options", [ONE, TWO])
def test_graphml_is_read_with_all_attributes(options: NetworkOptions, tmp_path: Path) -> None:
    ours = made(options)
    path = tmp_path / "n.graphml"
    path.write_text(graphml(ours), encoding="utf-8")
    check(nx.read_graphml(path), ours)


@pytest.mark.parametrize("options", [ONE, TWO])
def test_gexf_is_read_with_all_attributes(options: NetworkOptions, tmp_path: Path) -> None:
    ours = made(options)
    path = tmp_path / "n.gexf"
    path.write_text(gexf(ours), encoding="utf-8")
    check(nx.read_gexf(path, version="1.3"), ours)


def check(theirs: nx.Graph, ours: Graph) -> None:
    assert len(theirs) == len(ours.nodes)
    for n in ours.nodes:
        read = theirs.nodes[n.id]
        assert (read["label"], read["mode"]) == (n.label, n.mode)
        assert {k: read[k] for k in n.attributes} == n.attributes
    assert theirs.number_of_edges() == len(ours.edges) > 0
    for e in ours.edges:
        read = theirs.edges[e.source, e.target]
        assert float(read["weight"]) == abs(e.weight)
        assert read["signed"] == e.weight
        assert {k: read[k] for k in e.attributes} == e.attributes


@settings(max_examples=50)
@given(st.text(max_size=8))
def test_any_name_gives_well_formed_files(name: str) -> None:
    table = StatementTable.from_records(
        {"organization": o, "concept": "c", "agreement": 1, "date": "2024-03-01"} for o in (name, "other")
    )
    made = graph(network(table, ONE), table, ONE)
    for text in (graphml(made), gexf(made)):
        ET.fromstring(text.encode("utf-8", "surrogatepass"))


def test_tables() -> None:
    result = network(TABLE, ONE)
    assert matrix_csv(result).splitlines()[0] == ',Fischer,Hafenrat & Söhne,"Werft ""Nord"" <1>"'
    assert edges_csv([result]).splitlines()[1].endswith(",Fischer,Hafenrat & Söhne,-1")
    assert to_pandas(result).loc["Fischer", NAMES[0]] == -1
    assert to_polars([result])["weight"].to_list() == [-1.0, -1.0, 1.0]
    parsed = json.loads(network_json([made(ONE)]))
    assert parsed["schema"] == "standpunkt/network/1"
    assert parsed["networks"][0]["edges"][0]["columns"] == "Mole"
    assert to_networkx(made(ONE)).nodes["n1"]["camp"] == "1"


@settings(max_examples=25)
@given(st.text(max_size=8))
def test_no_name_is_markup_in_a_page(name: str) -> None:
    names = (name + "</script><b>", "other")
    table = StatementTable.from_records(
        {"organization": o, "concept": "c", "agreement": 1, "date": "2024-03-01", "quote": name} for o in names
    )
    page = network_page(graph(network(table, ONE), table, ONE), table, ONE)
    assert page.count("</script>") == 2
    assert "<b>" not in page
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    assert [s["quote"] for s in data["statements"]] == [name, name]


def test_a_picture_has_a_line_a_tie() -> None:
    chart = picture(made(ONE)).to_dict()
    lines, points, _ = chart["layer"]
    assert [len(chart["datasets"][layer["data"]["name"]]) for layer in (lines, points)] == [3, 3]


def test_a_formula_is_text_in_a_table() -> None:
    table = StatementTable.from_records(
        {"organization": o, "concept": "c", "agreement": 1, "date": "2024-03-01"} for o in ("=1+1", "other")
    )
    result = network(table, ONE)
    assert matrix_csv(result).splitlines() == [",'=1+1,other", "'=1+1,0,1", "other,1,0"]
    assert edges_csv([result]).splitlines()[1].endswith(",'=1+1,other,1")
