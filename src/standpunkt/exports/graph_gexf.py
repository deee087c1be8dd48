"""GEXF 1.3, the format of Gephi, with all attributes.

Source of the format: the GEXF 1.3 primer and schema (gexf.net). `weight` is the strength of an edge, `signed` the entry
of the matrix: Gephi takes positive weights only.
"""

from __future__ import annotations

from collections.abc import Mapping

from standpunkt.analysis.graph import Graph, Value
from standpunkt.exports.graphml import attribute_types, edge_attributes, quoted, xml_text

__all__ = ["gexf"]

_TYPES = {"string": "string", "integer": "long", "double": "double"}


def gexf(graph: Graph) -> str:
    """The text of a GEXF 1.3 file."""
    nodes = [{"mode": n.mode, **n.attributes} for n in graph.nodes]
    edges = [edge_attributes(e.weight, e.attributes) for e in graph.edges]
    for attributes in edges:
        del attributes["weight"]
    description = "; ".join(f"{k}: {v}" for k, v in graph.attributes.items())
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        '<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">',
        f"<meta><creator>Standpunkt</creator><description>{xml_text(description)}</description></meta>",
        '<graph mode="static" defaultedgetype="undirected">',
    ]
    keys: dict[tuple[str, str], str] = {}
    for group, records in (("node", nodes), ("edge", edges)):
        lines.append(f'<attributes class="{group}" mode="static">')
        for k, (name, kind) in enumerate(attribute_types(records).items()):
            keys[group, name] = str(k)
            lines.append(f'<attribute id="{k}" title={quoted(name)} type="{_TYPES[kind]}"/>')
        lines.append("</attributes>")

    def values(group: str, attributes: Mapping[str, Value]) -> str:
        each = "".join(f'<attvalue for="{keys[group, k]}" value={quoted(v)}/>' for k, v in attributes.items())
        return f"<attvalues>{each}</attvalues>"

    lines.append("<nodes>")
    lines += [
        f'<node id="{n.id}" label={quoted(n.label)}>{values("node", attributes)}</node>'
        for n, attributes in zip(graph.nodes, nodes, strict=True)
    ]
    lines += ["</nodes>", "<edges>"]
    lines += [
        f'<edge id="{k}" source="{e.source}" target="{e.target}" weight={quoted(abs(e.weight))}>'
        f"{values('edge', attributes)}</edge>"
        for k, (e, attributes) in enumerate(zip(graph.edges, edges, strict=True))
    ]
    return "\n".join([*lines, "</edges>", "</graph>", "</gexf>", ""])
