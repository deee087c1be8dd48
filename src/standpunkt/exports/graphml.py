"""GraphML: a graph with all its attributes, as Gephi, networkx, igraph and yEd read it.

Source of the format: U. Brandes et al., The GraphML File Format (graphml.graphdrawing.org). As programs lay out by
positive weights only, `weight` is the strength of an edge and `signed` the entry of the matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from standpunkt.analysis.graph import Graph, Value

__all__ = ["attribute_types", "edge_attributes", "graphml", "node_attributes", "quoted", "xml_text"]

_TYPES = {"string": "string", "integer": "long", "double": "double"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: Graph) -> str:
    """The text of a GraphML file."""
    nodes = [(n.id, node_attributes(n.label, n.mode, n.attributes)) for n in graph.nodes]
    edges = [(e, edge_attributes(e.weight, e.attributes)) for e in graph.edges]
    groups = {
        "graph": attribute_types([graph.attributes]),
        "node": attribute_types(a for _, a in nodes),
        "edge": attribute_types(a for _, a in edges),
    }
    keys: dict[tuple[str, str], str] = {}
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
        ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">',
    ]
    for group, types in groups.items():
        for name, kind in types.items():
            key = keys[group, name] = f"d{len(keys)}"
            lines.append(f'<key id="{key}" for="{group}" attr.name={quoted(name)} attr.type="{_TYPES[kind]}"/>')

    def data(group: str, attributes: Mapping[str, Value]) -> str:
        return "".join(f'<data key="{keys[group, k]}">{xml_text(v)}</data>' for k, v in attributes.items())

    lines.append(f'<graph id="G" edgedefault="undirected">{data("graph", graph.attributes)}')
    lines += [f'<node id="{id}">{data("node", attributes)}</node>' for id, attributes in nodes]
    lines += [
        f'<edge id="e{k}" source="{edge.source}" target="{edge.target}">{data("edge", attributes)}</edge>'
        for k, (edge, attributes) in enumerate(edges)
    ]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def node_attributes(label: str, mode: str, attributes: Mapping[str, Value]) -> dict[str, Value]:
    """All attributes of a node as a file holds them."""
    return {"label": label, "mode": mode, **attributes}


def edge_attributes(weight: float, attributes: Mapping[str, Value]) -> dict[str, Value]:
    """All attributes of an edge as a file holds them."""
    return {"weight": abs(weight), "signed": float(weight), **attributes}


def attribute_types(records: Iterable[Mapping[str, Value]]) -> dict[str, str]:
    """string, integer or double for each attribute: the narrowest that holds all its values."""
    order = ("integer", "double", "string")
    types: dict[str, str] = {}
    for record in records:
        for name, value in record.items():
            kind = "string" if isinstance(value, str) else "double" if isinstance(value, float) else "integer"
            types[name] = max(types.get(name, kind), kind, key=order.index)
    return types


def xml_text(value: Value) -> str:
    """A value as XML text; characters that XML cannot hold become U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", repr(value) if isinstance(value, float) else str(value)))


def quoted(value: Value) -> str:
    """A value as a quoted XML attribute."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", repr(value) if isinstance(value, float) else str(value)))
