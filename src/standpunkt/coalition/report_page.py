"""The report as one self-contained HTML page: it loads nothing and runs no script; every text is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Any

from standpunkt.coalition.report_text import amount, chance, facts, likely, offer, several, votes
from standpunkt.words import Language, word

__all__ = ["page"]


def page(report: dict[str, Any], picture: str, language: Language) -> str:
    """The page of a report, with the picture (SVG) of the dependency graph."""
    style = files("standpunkt.coalition").joinpath("report_page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = escape(report["title"] or word("coalition.report", language))
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1>"
        + "".join(_sections(report, picture, language))
        + "</main></body></html>\n"
    )


def _sections(report: dict[str, Any], picture: str, language: Language) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return escape(word(f"coalition.{key}", language, **values))

    mark = f' <span class="assumption">{say("assumption")}</span>'

    def tag(label: str, text: str) -> str:
        return f'<span class="tag {label}">{text}</span>'

    def soft(text: str) -> str:
        return f'<p class="soft">{text}</p>'

    if not report["pledges"]:
        yield f"<p>{say('nothing')}</p>"
    for label in ("firm", "latent", "open", "blocked"):
        found = [entry for entry in report["pledges"] if entry["label"] == label]
        if not found:
            continue
        yield f'<h2>{tag(label, say(label))}</h2><div class="wide"><table>'
        for entry in found:
            level = " " + say("level", n=entry["level"], of=entry["levels"]) if entry["levels"] > 1 else ""
            yield f'<tr><th scope="row">{escape(entry["id"])}{level}{mark if entry["assumption"] else ""}</th>'
            yield f"<td>{escape(offer(entry, language))}</td><td>"
            if entry["condition"] == "false":
                yield soft(say("out"))
            elif entry["condition"] != "true":
                yield f"<p><code>{say('if', condition=entry['condition'])}</code></p>"
            for key, values in (("hangs_on", "facts"), ("blocked_by", "names"), ("rests_on", "names")):
                names = [name for name in entry[key] if name != entry["id"]]
                if names and not (key == "rests_on" and label in ("open", "blocked")):
                    yield soft(say(key, **{values: ", ".join(names)}))
            if entry["statements"]:
                yield soft(say("source", ids=several(entry["statements"], language)))
            yield "</td></tr>"
        yield "</table></div>"
    if report["requirements"]:
        yield f'<h2>{say("requirements")}</h2><div class="wide"><table>'
        for entry in report["requirements"]:
            binding = f" · <strong>{say('binding')}</strong>" if entry["id"] == report["binding"] else ""
            yield f'<tr><th scope="row">{escape(entry["id"])}{mark if entry["assumption"] else ""}{binding}</th>'
            yield f"<td>{amount(entry['need'], language)} {escape(entry['capability'])}</td>"
            for key in ("firm", "together", "hoped"):
                lack = entry[f"missing_{key}"]
                label = "firm" if not lack[1] else "latent" if not lack[0] else "blocked"
                lacking = say("covered") if not lack[1] else say("missing", amount=amount(lack, language))
                have = say(f"have_{key}", amount=amount(entry[key], language))
                yield f"<td><p>{have}</p>{tag(label, lacking)}</td>"
            basis = soft(say("basis", basis=entry["basis"])) if entry["basis"] else ""
            yield f"<td>{basis}{_rests(entry, language)}</td></tr>"
        yield "</table></div>"
        for key in ("pivotal", "pivotal_together"):
            if report[key]:
                yield f"<p>{say(key, names=', '.join(report[key]))}</p>"
    if report["decisions"]:
        yield f'<h2>{say("decisions")}</h2><div class="wide"><table>'
        for entry in report["decisions"]:
            name = escape(f"{entry['name'] or entry['body']}: {entry['proposal']}".rstrip(": "))
            yield f'<tr><th scope="row">{name}{mark if entry["assumption"] else ""}</th>'
            yield f"<td>{tag(entry['label'], say('adopted_' + entry['label']))}"
            if entry["blocked_by"]:
                yield soft(say("blocked_by", names=", ".join(entry["blocked_by"])))
            for key, members in votes(entry):
                yield soft(say(key, names=", ".join(members)))
            assumed = [vote["member"] for vote in entry["votes"] if vote["assumption"]]
            yield (soft(say("assumed_votes", names=", ".join(assumed))) if assumed else "") + "</td>"
            dated = f" ({entry['date']})" if entry["date"] else ""
            rule = soft(escape(f"{entry['source']}{dated}")) if entry["source"] else ""
            rule = rule or (soft(say("rule_assumed")) if entry["assumption"] else "")
            yield f"<td>{rule}</td></tr>"
        yield "</table></div>"
    yield from _answers(report, language)
    for heading, known in (("uncertain", False), ("known", True)):
        found = [fact for fact in facts(report, language) if (fact["value"] is not None) == known]
        yield f"<h2>{say(heading)}</h2><ul>" if found else ""
        for fact in found:
            vague = f" ({say('vague')})" if fact["vague"] else ""
            p = ": " + say(str(fact["value"]).lower()) if known else ""
            if fact["probability"] is not None and not known:
                p = ": " + say("chance", p=chance(fact["probability"], language))
            origin = soft(say("source", ids=several(fact["source"], language))) if fact["source"] else ""
            yield f"<li>{escape(fact['name'])}{vague}{p}{mark if fact['assumption'] else ''}{origin}</li>"
        yield "</ul>" if found else ""
    if not report["monotone"]:
        yield f"<p>{say('not_monotone')}</p>"
        for key in ("stable", "supported"):
            if report[key] is not None:
                yield f"<p>{say(key if report[key] else 'no_' + key)}</p><ul>"
                yield from (f"<li>{escape(', '.join(names)) or say('nobody')}</li>" for names in report[key])
                yield "</ul>"
    if report["large"]:
        yield f"<p>{say('large')}</p>"
        return
    yield f'<h2>{say("picture")}</h2><div class="wide">{picture}</div>'
    yield soft(say("picture_assumed"))


def _rests(entry: dict[str, Any], language: Language) -> str:
    """The statements and the assumptions that an answer rests on."""
    lines = []
    for key, field, names in (
        ("source", "ids", list(dict.fromkeys([*entry.get("source", ()), *entry["statements"]]))),
        ("assumptions", "names", entry["assumptions"]),
    ):
        if names:
            said = word(f"coalition.{key}", language, **{field: several(names, language, key)})
            lines.append(f'<p class="soft">{escape(said)}</p>')
    return "".join(lines)


def _answers(report: dict[str, Any], language: Language) -> Iterator[str]:
    """What would unlock the requirements, and how likely they are, where that was asked."""

    def say(key: str, **values: object) -> str:
        return escape(word(f"coalition.{key}", language, **values))

    def named(goal: dict[str, Any]) -> str:
        return escape(goal["id"] or word("coalition.all_requirements", language))

    if "unlock" in report:
        yield f"<h2>{say('unlock')}</h2>"
        for goal in report["unlock"]:
            yield f"<h3>{named(goal)}</h3>{_rests(goal, language)}"
            yield "<ol>" if goal["changes"] else f"<p>{say('no_unlock')}</p>"
            for entry in goal["changes"]:
                names = escape("; ".join(entry["levers"])) or say("no_change")
                cost = say("cost", cost=amount([entry["cost"]] * 2, language))
                yield f'<li>{names} <span class="soft">{cost}</span></li>'
            yield "</ol>" if goal["changes"] else ""
        yield f'<p class="soft">{say("even_costs")}</p>' if report["costs_assumed"] else ""
    if "probability" in report:
        yield f"<h2>{say('probability')}</h2><ul>"
        for goal in report["probability"]:
            parts = [say(f"likely_{key}", p=likely(goal[key], language)) for key in ("firm", "together")]
            yield f"<li>{named(goal)}: {', '.join(parts)}{_rests(goal, language)}</li>"
        assumed = report["probability"][0]["firm"]["assumed"]
        yield f'</ul><p class="soft">{say("even", names=", ".join(assumed))}</p>' if assumed else "</ul>"
