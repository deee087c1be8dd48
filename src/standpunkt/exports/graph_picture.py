"""A network as an Altair picture (Vega-Lite)."""

from __future__ import annotations

from typing import Any

from standpunkt.analysis.graph import Graph
from standpunkt.exports.graph_layout import layout

__all__ = ["picture"]


def picture(graph: Graph, width: int = 720, height: int = 520, seed: int = 0) -> Any:
    """The graph as an Altair chart: ties as lines (conflict dashed), nodes by camp and number of statements.

    `picture(graph).to_json()` is its Vega-Lite specification; a notebook shows it as it is.
    """
    import altair as alt

    places = layout(graph, width, height, seed)
    labels = {n.id: n.label for n in graph.nodes}
    edges = [
        {
            "x": places[e.source][0],
            "y": places[e.source][1],
            "x2": places[e.target][0],
            "y2": places[e.target][1],
            "from": labels[e.source],
            "to": labels[e.target],
            "weight": e.weight,
            "strength": abs(e.weight),
            "tie": "agreement" if e.weight > 0 else "conflict",
        }
        for e in graph.edges
    ]
    nodes = [
        {
            "x": places[n.id][0],
            "y": places[n.id][1],
            "label": n.label,
            "statements": n.attributes.get("statements", 0),
            "camp": str(n.attributes.get("camp", n.mode)),
        }
        for n in graph.nodes
    ]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, height]))
    lines = (
        alt.Chart(alt.InlineData(values=edges))
        .mark_rule(opacity=0.6)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=alt.StrokeWidth("strength:Q", scale=alt.Scale(range=[0.5, 6]), legend=None),
            color=alt.Color("tie:N", scale=alt.Scale(domain=["agreement", "conflict"], range=["#3b7a57", "#b3382c"])),
            strokeDash=alt.StrokeDash(
                "tie:N", scale=alt.Scale(domain=["agreement", "conflict"], range=[[1, 0], [4, 3]])
            ),
            tooltip=["from:N", "to:N", "weight:Q"],
        )
    )
    base = alt.Chart(alt.InlineData(values=nodes)).encode(x=x, y=y)
    points = base.mark_circle(opacity=1, stroke="white").encode(
        size=alt.Size("statements:Q", scale=alt.Scale(range=[60, 700]), legend=None),
        fill=alt.Fill("camp:N", scale=alt.Scale(scheme="tableau10")),
        tooltip=["label:N", "statements:Q", "camp:N"],
    )
    names = base.mark_text(dy=-14, fontSize=11).encode(text="label:N")
    chart = (lines + points + names).resolve_scale(color="independent", fill="independent")
    return chart.properties(width=width, height=height).configure_view(stroke=None)
