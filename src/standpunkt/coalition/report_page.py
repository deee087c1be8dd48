"""The report as one self-contained HTML page: it loads nothing and runs no script; every text is escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import Any

from standpunkt.coalition.report_text import amount, chance, likely, offer
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
            if entry["condition"] != "true":
                yield f"<p><code>{say('if', condition=entry['condition'])}</code></p>"
            for key, values in (("hangs_on", "facts"), ("blocked_by", "names"), ("rests_on", "names")):
                if entry[key] and not (key == "rests_on" and label in ("open", "blocked")):
                    yield soft(say(key, **{values: ", ".join(entry[key])}))
            if entry["statements"]:
                yield soft(say("source", ids="; ".join(entry["statements"])))
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
            origin = soft(say("source", ids="; ".join(entry["source"]))) if entry["source"] else ""
            yield f"<td>{basis}{origin}</td></tr>"
        yield "</table></div>"
        for key in ("pivotal", "pivotal_together"):
            if report[key]:
                yield f"<p>{say(key, names=', '.join(report[key]))}</p>"
    if report["decisions"]:
        yield f'<h2>{say("decisions")}</h2><div class="wide"><table>'
        for entry in report["decisions"]:
            name = escape(f"{entry['name'] or entry['body']}: {entry['proposal']}".rstrip(": "))
            yield f'<tr><th scope="row">{name}</th><td>{tag(entry["label"], say("adopted_" + entry["label"]))}'
            if entry["blocked_by"]:
                yield soft(say("blocked_by", names=", ".join(entry["blocked_by"])))
            assumed = [vote["member"] for vote in entry["votes"] if vote["assumption"]]
            yield (soft(say("assumed_votes", names=", ".join(assumed))) if assumed else "") + "</td>"
            rule = soft(escape(f"{entry['source']} ({entry['date']})")) if entry["source"] else ""
            yield f"<td>{rule}</td></tr>"
        yield "</table></div>"
    yield from _answers(report, language)
    uncertain = [fact for fact in report["facts"] if fact["value"] is None]
    if uncertain:
        yield f"<h2>{say('uncertain')}</h2><ul>"
        for fact in uncertain:
            vague = f" ({say('vague')})" if fact["vague"] else ""
            p = "" if fact["probability"] is None else ": " + say("chance", p=chance(fact["probability"], language))
            yield f"<li>{escape(fact['id'])}{vague}{p}{mark if fact['assumption'] else ''}</li>"
        yield "</ul>"
    if not report["monotone"]:
        yield f"<p>{say('not_monotone')}</p>"
    yield f'<h2>{say("picture")}</h2><div class="wide">{picture}</div>'


def _answers(report: dict[str, Any], language: Language) -> Iterator[str]:
    """What would unlock the requirements, and how likely they are, where that was asked."""

    def say(key: str, **values: object) -> str:
        return escape(word(f"coalition.{key}", language, **values))

    def named(goal: dict[str, Any]) -> str:
        return escape(goal["id"] or word("coalition.all_requirements", language))

    if "unlock" in report:
        yield f"<h2>{say('unlock')}</h2>"
        for goal in report["unlock"]:
            yield f"<h3>{named(goal)}</h3>"
            yield "<ol>" if goal["changes"] else f"<p>{say('no_unlock')}</p>"
            for entry in goal["changes"]:
                names = escape("; ".join(entry["levers"])) or say("no_change")
                cost = say("cost", cost=amount([entry["cost"]] * 2, language))
                yield f'<li>{names} <span class="soft">{cost}</span></li>'
            yield "</ol>" if goal["changes"] else ""
    if "probability" in report:
        yield f"<h2>{say('probability')}</h2><ul>"
        for goal in report["probability"]:
            parts = [say(f"likely_{key}", p=likely(goal[key], language)) for key in ("firm", "together")]
            yield f"<li>{named(goal)}: {', '.join(parts)}</li>"
        assumed = report["probability"][0]["firm"]["assumed"]
        yield f'</ul><p class="soft">{say("even", names=", ".join(assumed))}</p>' if assumed else "</ul>"
