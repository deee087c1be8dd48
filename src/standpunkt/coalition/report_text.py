"""The report as text for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from standpunkt.words import Language, word

__all__ = ["amount", "chance", "facts", "likely", "offer", "several", "text", "votes"]

_NAMES = 12
_ORDER = ("firm", "latent", "open", "blocked")


def text(report: dict[str, Any], language: Language) -> str:
    """The report in lines. Every assumption carries its mark."""
    return "\n".join(_lines(report, language)) + "\n"


def _lines(report: dict[str, Any], language: Language) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return word(f"coalition.{key}", language, **values)

    mark = f" [{say('assumption')}]"
    yield report["title"] or say("report")
    if not report["pledges"]:
        yield say("nothing")
    for label in _ORDER:
        found = [entry for entry in report["pledges"] if entry["label"] == label]
        if not found:
            continue
        yield ""
        yield say(label)
        for entry in found:
            level = f" {say('level', n=entry['level'], of=entry['levels'])}" if entry["levels"] > 1 else ""
            brings = offer(entry, language)
            line = f"  {entry['id']}{level}" + (f": {brings}" if brings else "")
            yield line + (mark if entry["assumption"] else "")
            if entry["condition"] == "false":
                yield f"      {say('out')}"
            elif entry["condition"] != "true":
                yield f"      {say('if', condition=entry['condition'])}"
            if entry["hangs_on"]:
                yield f"      {say('hangs_on', facts=', '.join(entry['hangs_on']))}"
            blocking = [name for name in entry["blocked_by"] if name != entry["id"]]
            if blocking:
                yield f"      {say('blocked_by', names=', '.join(blocking))}"
            elif entry["label"] in ("firm", "latent") and entry["rests_on"]:
                yield f"      {say('rests_on', names=', '.join(entry['rests_on']))}"
            if entry["statements"]:
                yield f"      {say('source', ids=several(entry['statements'], language))}"
    if report["decisions"]:
        yield ""
        yield say("decisions")
        for entry in report["decisions"]:
            state = say(f"adopted_{entry['label']}")
            by = f" ({say('blocked_by', names=', '.join(entry['blocked_by']))})" if entry["blocked_by"] else ""
            assumed = [vote["member"] for vote in entry["votes"] if vote["assumption"]]
            proposal = f", {entry['proposal']}" if entry["proposal"] else ""
            yield f"  {entry['name'] or entry['body']}{proposal}: {state}{by}{mark if entry['assumption'] else ''}"
            if entry["assumption"]:
                yield f"      {entry['source'] or say('rule_assumed')}"
            for key, members in votes(entry):
                yield f"      {say(key, names=', '.join(members))}"
            if assumed:
                yield f"      {say('assumed_votes', names=', '.join(assumed))}"
    if report["requirements"]:
        yield ""
        yield say("requirements")
        for entry in report["requirements"]:
            binding = f" ← {say('binding')}" if entry["id"] == report["binding"] else ""
            need = amount(entry["need"], language)
            yield f"  {entry['id']}: {need} {entry['capability']}{mark if entry['assumption'] else ''}{binding}"
            for key, missing in (
                ("firm", "missing_firm"),
                ("together", "missing_together"),
                ("hoped", "missing_hoped"),
            ):
                if key != "firm" and entry[key] == entry["firm"]:
                    continue  # nothing more
                have, lack = amount(entry[key], language), entry[missing]
                lacking = say("covered") if not lack[1] else say("missing", amount=amount(lack, language))
                yield f"      {say(f'have_{key}', amount=have)}: {lacking}"
            if entry["basis"]:
                yield f"      {say('basis', basis=entry['basis'])}"
            if entry["source"]:
                yield f"      {say('source', ids=several(entry['source'], language))}"
        yield from _rests(report["requirements"], language)
    for key in ("pivotal", "pivotal_together"):
        if report[key]:
            yield ""
            yield say(key, names=", ".join(report[key]))
    yield from _answers(report, language)
    for heading, known in (("uncertain", False), ("known", True)):
        found = [fact for fact in facts(report, language) if (fact["value"] is not None) == known]
        if found:
            yield ""
            yield say(heading)
        for fact in found:
            p = fact["probability"]
            odds = f": {say(str(fact['value']).lower())}" if known else ""
            odds += f": {say('chance', p=chance(p, language))}" if p is not None and not known else ""
            vague = f" ({say('vague')})" if fact["vague"] else ""
            yield f"  {fact['name']}{vague}{odds}{mark if fact['assumption'] else ''}"
            if fact["source"] and not fact["vague"]:
                yield f"      {say('source', ids=several(fact['source'], language))}"
    if not report["monotone"]:
        yield ""
        yield say("not_monotone")
        for key in ("stable", "supported"):
            if report[key] is not None:
                yield say(key if report[key] else f"no_{key}")
                yield from (f"  {', '.join(names) or say('nobody')}" for names in report[key])
    if report["large"]:
        yield ""
        yield say("large")


def _answers(report: dict[str, Any], language: Language) -> Iterator[str]:
    """What would unlock the requirements, and how likely they are, where that was asked."""

    def say(key: str, **values: object) -> str:
        return word(f"coalition.{key}", language, **values)

    if "unlock" in report:
        yield ""
        yield say("unlock")
        for goal in report["unlock"]:
            yield f"  {goal['id'] or say('all_requirements')}"
            if not goal["changes"]:
                yield f"      {say('no_unlock')}"
            for entry in goal["changes"]:
                cost = say("cost", cost=amount([entry["cost"]] * 2, language))
                yield f"      {'; '.join(entry['levers']) or say('no_change')} {cost}"
        yield from _rests(report["unlock"], language)
        if report["costs_assumed"]:
            yield f"  {say('even_costs')}"
    if "probability" in report:
        yield ""
        yield say("probability")
        for goal in report["probability"]:
            parts = [say(f"likely_{key}", p=likely(goal[key], language)) for key in ("firm", "together")]
            yield f"  {goal['id'] or say('all_requirements')}: {', '.join(parts)}"
        yield from _rests(report["probability"], language)
        assumed = report["probability"][0]["firm"]["assumed"]
        if assumed:
            yield f"  {say('even', names=', '.join(assumed))}"


def _rests(entries: list[dict[str, Any]], language: Language) -> Iterator[str]:
    """The statements and the assumptions that these answers rest on."""
    for key, field, part in (("source", "ids", "statements"), ("assumptions", "names", "assumptions")):
        names = list(dict.fromkeys(name for entry in entries for name in entry[part]))
        if names:
            yield f"  {word(f'coalition.{key}', language, **{field: several(names, language, key)})}"


def several(names: list[str], language: Language, key: str = "source") -> str:
    """The first dozen of many names, and how many more there are (the JSON report has them all)."""
    shown = names if len(names) <= _NAMES + 1 else names[:_NAMES]
    rest = [word("coalition.more", language, n=len(names) - _NAMES)] if len(shown) < len(names) else []
    return ("; " if key == "source" else ", ").join([*shown, *rest])


def votes(entry: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """How members vote, by the key of the words for it; nothing where nobody has said anything."""
    groups: dict[str, list[str]] = {}
    for vote in entry["votes"]:
        key = {"firm": "yes", "latent": "yes_latent", "open": "yes_open"}.get(vote["yes"])
        if key is None:
            key = "no" if vote["not_no"] == "blocked" else "not_no"
        groups.setdefault(key, []).append(vote["member"])
    for key in ("yes", "yes_latent", "yes_open", "not_no", "no"):
        if key in groups:
            yield key, groups[key]


def facts(report: dict[str, Any], language: Language) -> list[dict[str, Any]]:
    """Facts, and whether those take part who have no pledge and whom some condition asks for, with a `name`."""
    found = [{**fact, "name": fact["id"]} for fact in report["facts"]]
    value = {"firm": True, "open": None, "blocked": False}
    for actor in report["actors"]:
        if actor["asked"]:
            name = word("coalition.takes_part", language, actor=actor["id"])
            found.append({**actor, "name": name, "value": value[actor["takes_part"]], "vague": False})
    return found


def likely(found: dict[str, Any], language: Language) -> str:
    """A probability with the error of a simulation."""
    return chance(found["value"], language) + (f" ± {chance(found['error'], language)}" if found["error"] else "")


def chance(value: int | float, language: Language) -> str:
    """A probability in the language's way of writing numbers."""
    return _number(float(f"{value:.4g}"), language)


def offer(entry: dict[str, Any], language: Language) -> str:
    """What a pledge brings, in words."""
    return ", ".join(f"{amount(value, language)} {name}" for name, value in entry["offer"].items())


def amount(bounds: list[int | float], language: Language) -> str:
    """An amount or a range in the language's way of writing numbers."""
    low, high = bounds
    return _number(low, language) if low == high else f"{_number(low, language)}–{_number(high, language)}"


def _number(value: int | float, language: Language) -> str:
    written = f"{value:,}" if isinstance(value, int) else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.1f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written
