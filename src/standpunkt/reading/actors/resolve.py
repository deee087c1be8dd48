"""From a document and its statements to actors, and statements that say whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from standpunkt.knowledge import Knowledge
from standpunkt.model import Actor, Document, Mention, Statement, Who
from standpunkt.reading.actors.finder import Finder
from standpunkt.reading.actors_types import Candidate, Entity, Saying
from standpunkt.reading.coreference import Linker
from standpunkt.reading.voice import RESEARCH, is_judgement, voice_of
from standpunkt.span import Span

__all__ = ["resolve"]

_LEADING = {
    "de": re.compile(r"^(?:(?:fast|keiner|einige|viele|manche|einer)\s+)*(?:der|die|das|den|dem|des)\s+", re.I),
    "en": re.compile(r"^(?:(?:none|some|many|most|all|one)\s+of\s+)?(?:the|an?)\s+", re.I),
}


_AND = re.compile(r"\b(?:and|und|sowie)\s(?:(?:the|die|der|das)\s)?$")
_AS = re.compile(r"\s*,?\s*(?:als|as)\b")
_JOINS = re.compile(r"\s*(?:,|und|and|sowie)\s")


def resolve(
    document: Document,
    sentences: list[tuple[int, int]],
    statements: tuple[Statement, ...],
    names: list[tuple[int, int, str]],
    knowledge: Knowledge,
) -> tuple[tuple[Actor, ...], tuple[Statement, ...]]:
    """The actors of a document, and its statements with `speaker.actor` and `voice` filled in.

    `sentences` are (start, end) in order; `names` are spans of a name tagger (start, end, "PER" | "ORG" | "LOC") and
    may be empty: role nouns, the knowledge and the words around then show who is meant. All offsets are code points of
    `document.text`. A statement whose voice is already `reporter` keeps it. Whom the text does not name is not guessed:
    `speaker.actor` stays None.
    """
    language = "de" if document.language.startswith("de") else "en"
    finder = Finder(document.text, language, sentences, names, knowledge)
    finder.candidates()
    for s in statements:
        if s.speaker is not None:
            finder.add_speaker(s.speaker.span.start, s.speaker.span.end)
    candidates = sorted(finder.found, key=lambda c: (c.start, -c.end))
    speaker_at = [_speaker(s, candidates) for s in statements]
    sayings = [
        Saying(tuple((x.start, x.end) for x in s.content), at, s.kind == "direct")
        for s, at in zip(statements, speaker_at, strict=True)
    ]
    linker = Linker(document.text, candidates, sayings, knowledge, language)
    linker.link()
    behind = [_unspoken(s, at, statements, knowledge, language) for s, at in zip(statements, speaker_at, strict=True)]
    spoken: list[Entity | None] = []
    for n, at in enumerate(speaker_at):
        entity = linker.entity_of[at] if at is not None else None
        if entity is not None and entity.type == "group":
            entity = _first_of_pair(entity, linker) or entity
        if entity is None and at is None and behind[n] is not None:
            entity = linker._by_key(behind[n] or "")
        spoken.append(entity)
    _interviewee(document.text, statements, spoken, linker.entities)
    _echoes(statements, spoken)
    _carried(statements, spoken, linker)
    acting = {id(e) for e in spoken if e} | {id(e.represents) for e in linker.entities if e.represents}
    acting |= {id(linker.entity_of[i]) for s in statements for i in _joined(s, candidates, document.text)}
    kept = [e for e in linker.entities if _keeps(e, candidates, id(e) in acting)]
    kept.sort(key=lambda e: min(e.mentions, default=len(candidates)))
    ids = {id(e): e.ident if e.type == "person" and e.ident else f"a{n}" for n, e in enumerate(kept, 1)}
    actors = tuple(_actor(e, ids, candidates, knowledge, language) for e in kept)
    by_id = {a.id: a for a in actors}
    out = []
    for s, entity in zip(statements, spoken, strict=True):
        actor = by_id.get(ids.get(id(entity), "")) if entity is not None else None
        out.append(_voiced(s, actor, entity, language))
    return actors, tuple(out)


def _speaker(s: Statement, candidates: Sequence[Candidate]) -> int | None:
    """The candidate that the speaker's words mean: the first of those that cover most of them."""
    if s.speaker is None:
        return None
    a, b = s.speaker.span.start, s.speaker.span.end
    inside = [(i, min(c.end, b) - max(c.start, a)) for i, c in enumerate(candidates) if c.start < b and c.end > a]
    if not inside:
        return None
    head = inside[0][0]
    if candidates[head].start <= a + 4 and candidates[head].type == "group" and len(inside) > 1:
        return head
    if len(inside) > 1 and _AS.match(s.speaker.span.text[max(0, candidates[head].end - a) :]):
        return head  # "Frankreich als Mitglied des Rats"
    if candidates[head].form == "pronoun" and candidates[head].start <= a + 1 and not _JOINS.match(
        s.speaker.span.text[max(0, candidates[head].end - a) :]
    ):  # fmt: skip
        return head  # "beschied er | die Journalisten"
    if all(candidates[i].role_kind == "press" for i, _ in inside) and (told := _beside_cue(s, candidates)) is not None:
        return told  # "sie vor Journalisten"
    people = [i for i, _ in inside if candidates[i].type == "person" and candidates[i].form != "pronoun"]
    if people:
        return people[0]
    if any(candidates[i].conjoined for i, _ in inside[1:]):
        return inside[0][0]
    return max(inside, key=lambda x: x[1])[0]


def _joined(s: Statement, candidates: Sequence[Candidate], text: str) -> list[int]:
    """The candidates that "and" joins to a speaker's first words: "Brightwater Foods and Halden Energy"."""
    if s.speaker is None:
        return []
    a, b = s.speaker.span.start, s.speaker.span.end
    return [
        i for i, c in enumerate(candidates)
        if a < c.start and c.end <= b and c.form == "name" and _AND.search(text, a, c.start)
    ]  # fmt: skip


def _beside_cue(s: Statement, candidates: Sequence[Candidate]) -> int | None:
    """The person who stands next to the cue, at most one word away."""
    for cue in s.cue:
        for i, c in enumerate(candidates):
            near = 0 < cue.start - c.end < 12 or 0 < c.start - cue.end < 12
            if near and c.type in {"person", "state", "organisation"} and c.role_kind != "press":
                return i
    return None


def _unspoken(
    s: Statement, at: int | None, statements: Sequence[Statement], knowledge: Knowledge, language: str
) -> str | None:
    """ "nach britisch-französischen Vorstellungen": a cue that names a state though no speaker does."""
    if at is not None or s.speaker is not None:
        return None
    for cue in s.cue:
        for hit in knowledge.find(cue.text, language):
            return hit.form.id
    return None


def _first_of_pair(entity: Entity, linker: Linker) -> Entity | None:
    first = entity.label.split(" und ")[0].split(" and ")[0]
    return next((e for e in linker.entities if e.type == "person" and e.name == first), None)


def _interviewee(
    text: str, statements: Sequence[Statement], spoken: list[Entity | None], entities: Sequence[Entity]
) -> None:
    """In an interview, answers that stand alone in quotation marks are the person's whom the text names most."""
    alone = [
        i for i, s in enumerate(statements)
        if spoken[i] is None and s.speaker is None and not s.cue and s.kind == "direct" and _own_line(text, s)
    ]  # fmt: skip
    people = sorted((e for e in entities if e.type == "person" and e.name), key=lambda e: -len(e.mentions))
    if len(alone) < 2 or not people:
        return
    for i, s in enumerate(statements):
        if spoken[i] is None and s.speaker is None and not s.cue and s.kind == "direct":
            spoken[i] = people[0]


def _own_line(text: str, s: Statement) -> bool:
    """The statement fills its line, or begins it."""
    start = s.content[0].start
    return text[text.rfind("\n", 0, start) + 1 : start].strip() == ""


def _echoes(statements: Sequence[Statement], spoken: list[Entity | None]) -> None:
    """A headline's quotation is its speaker's who says the same words in the text."""
    words = [_fold(" ".join(x.text for x in s.content)) for s in statements]
    for i, s in enumerate(statements):
        if spoken[i] is None and s.speaker is None and s.kind == "direct" and words[i]:
            for j, other in enumerate(words):
                if (
                    j != i
                    and spoken[j] is not None
                    and (words[i] == other or (len(words[i]) > 15 and words[i] in other))
                ):
                    spoken[i] = spoken[j]
                    break


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _carried(statements: Sequence[Statement], spoken: list[Entity | None], linker: Linker) -> None:
    """Unframed speech is the nearest framed speaker's before it, or theirs who opened its paragraph since."""
    order = sorted(range(len(statements)), key=lambda i: statements[i].content[0].start)
    last: Entity | None = None
    since = 0
    for i in order:
        s = statements[i]
        if (
            s.speaker is None
            and not s.cue
            and spoken[i] is None
            and s.kind in {"free_indirect", "indirect_free_indirect"}
        ):
            spoken[i] = _opener(s.content[0].start, since, linker) or last
        elif s.speaker is not None or s.cue:
            last = spoken[i]
        since = max(since, s.content[-1].end)


def _opener(start: int, since: int, linker: Linker) -> Entity | None:
    """The person who opens a sentence between the speech before (`since`) and this one, in its paragraph."""
    floor = max(since, linker.text.rfind("\n", 0, start))
    found: Entity | None = None
    for k, c in enumerate(linker.candidates):
        opens = k == 0 or linker.candidates[k - 1].sentence != c.sentence
        e = linker.entity_of[k]
        if floor <= c.start < start and opens and e is not None and e.type == "person" and e.name and not c.quoted:
            found = e
    return found


def _keeps(e: Entity, candidates: Sequence[Candidate], acting: bool) -> bool:
    """A place is an actor only where it acts or is represented; pronouns alone are nobody."""
    if not e.mentions:
        return acting
    if all(candidates[m].form == "pronoun" for m in e.mentions):
        return acting and bool(e.name or e.label)
    if not acting and not e.ident and e.lemma is None and e.type in {"place", "organisation"} and len(e.mentions) < 2:
        return False
    return e.type != "place" or acting or any(not candidates[m].locative for m in e.mentions)


def _actor(
    e: Entity, ids: dict[int, str], candidates: Sequence[Candidate], knowledge: Knowledge, language: str
) -> Actor:
    entry = knowledge.entries.get(e.ident) if e.ident else None
    mentions = tuple(
        Mention(Span(c.start, c.end, c.text), c.form) for c in (candidates[m] for m in sorted(e.mentions))
    )  # fmt: skip
    country = entry.country if entry else None
    represents: str | None = None
    if e.type == "state" or (entry and e.type == "organisation"):
        represents = (entry.part_of if entry else None) or e.ident
    elif e.represents is not None:
        other = knowledge.entries.get(e.represents.ident or "")
        own_id = other is not None and (other.type == "state" or other.kind in {"union", "alliance", "body"})
        here = ids.get(id(e.represents))
        represents = e.represents.ident if own_id or here is None else here
        if other is not None and other.part_of:
            represents = other.part_of
        country = other.country if other else country
    elif e.type in {"organisation", "group"}:
        represents = next((b for b in e.behind if b in knowledge.entries), None)
    name = e.name
    if entry and e.type == "organisation":  # the text's own short name of it
        own = (candidates[m].name or "" for m in sorted(e.mentions))
        name = next(
            (n for n in own if n and " " not in n and not (language == "de" and n.endswith(("s", "en", "es")))), name
        )
    role = e.roles[0][0] if e.roles else entry.role if entry else None
    if entry and e.type == "person":
        represents = represents or entry.country
    return Actor(
        ids[id(e)], name or _label(e, knowledge, language), "organisation" if e.type == "place" else e.type,
        represents=represents, role=role, country=country, mentions=mentions,
    )  # fmt: skip


def _label(e: Entity, knowledge: Knowledge, language: str) -> str:
    """The name of an actor that has none: its description without article, German datives undone."""
    if any(kind == "expert" for _, _, kind in e.roles) and e.type == "group":
        at = e.label.find(e.roles[0][0])
        e.label = e.label[: at + len(e.roles[0][0])] if at >= 0 else e.label
    label = _LEADING[language].sub("", e.label).strip("\"„“”»«' ") or e.label
    if e.lemma == "land" and label.endswith("regierung"):
        return "Land"
    if language == "de" and e.type == "group":
        words = label.split()
        words = [w[:-1] if w[:1].islower() and w.endswith("en") and len(words) > 1 else w for w in words]
        role = knowledge.role(words[-1], "de")
        bare = knowledge.role(words[-1][:-1], "de") if words[-1].endswith("n") else None
        if role and bare and bare.lemma == role.lemma and bare.number != "sg":
            words[-1] = words[-1][:-1]
        label = " ".join(words)
        if words[-1].endswith(("kreisen", "ländern", "verbänden", "vereinen", "vertretern")):
            label = label[:-1]
    return label


def _nearest(actor: Actor, start: int) -> Span | None:
    """The words that name an actor last before `start`, or else first behind it."""
    spans = [m.span for m in actor.mentions]
    before = [x for x in spans if x.end <= start]
    return max(before, key=lambda x: x.end, default=min(spans, key=lambda x: x.start, default=None))


def _voiced(s: Statement, actor: Actor | None, entity: Entity | None, language: str) -> Statement:
    cue = " ".join(c.text for c in s.cue)
    kinds = {kind for _, _, kind in entity.roles} if entity is not None else set()
    named = actor is not None and actor.type != "group" and (
        actor.type != "person"
        or bool(entity and entity.name)
        or ("spokesperson" in kinds and actor.represents is not None)
    )  # fmt: skip
    speaker = s.speaker
    if speaker is not None:
        speaker = Who(speaker.span, actor.id if actor else None)
    elif actor is not None and s.content:
        speaker = Who(_nearest(actor, s.content[0].start) or (s.cue or s.content)[0], actor.id)
    alone = actor is None and s.speaker is None and not s.cue and s.kind != "direct"
    if alone and is_judgement(" ".join(x.text for x in s.content), language):
        return replace(s, voice="reporter")
    if s.voice == "reporter":
        return replace(s, speaker=speaker)
    if named and actor is not None and actor.type == "organisation" and RESEARCH.search(actor.name):
        return replace(s, speaker=speaker, voice="experts")
    words = (s.speaker.span.text if s.speaker else "") or (actor.name if actor else "")
    return replace(s, speaker=speaker, voice=voice_of(words, cue, named=named, expert="expert" in kinds))
