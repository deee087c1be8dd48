"""Actors, their mentions and the speakers of statements, on our own sentences about invented people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standpunkt.knowledge import load, parse_user_knowledge
from standpunkt.model import Actor, Document, Statement, Who
from standpunkt.reading.actors import resolve, same_actor
from standpunkt.span import Span

K = load()


def sentences(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^.!?\n]+[.!?]?[“”\"]?", text)]


def read(
    text: str, language: str, *said: tuple[str, str, str]
) -> tuple[dict[str, Actor], list[tuple[str, str | None, str]]]:
    """Actors by name and, per statement (content, speaker, kind), the actor's name, represents and the voice."""

    def span(words: str) -> Span:
        at = text.index(words)
        return Span(at, at + len(words), words)

    made = tuple(
        Statement(f"s{n}", "unnamed", kind, "speech", (span(content),), 1.0, Who(span(speaker)) if speaker else None)  # type: ignore[arg-type]
        for n, (content, speaker, kind) in enumerate(said)
    )
    actors, out = resolve(Document("x", text, language), sentences(text), made, [], K)
    by_id = {a.id: a for a in actors}
    answers = []
    for s in out:
        a = by_id.get(s.speaker.actor or "") if s.speaker else None
        answers.append((a.name if a else "", a.represents if a else None, s.voice))
    return {a.name: a for a in actors}, answers


def texts(actor: Actor) -> list[str]:
    return [m.span.text for m in actor.mentions]


def test_role_and_country_are_learned_from_the_text() -> None:
    text = "„Das reicht nicht“, sagte der norwegische Fischereiminister Eirik Valdal. Valdal reist ab. Er geht."
    actors, said = read(text, "de", ("„Das reicht nicht“", "der norwegische Fischereiminister Eirik Valdal", "direct"))
    assert said == [("Eirik Valdal", "NOR", "named")]
    valdal = actors["Eirik Valdal"]
    assert (valdal.type, valdal.role, valdal.country) == ("person", "Fischereiminister", "NOR")
    assert texts(valdal) == ["der norwegische Fischereiminister Eirik Valdal", "Valdal", "Er"]


@pytest.mark.parametrize(
    ("language", "first", "then", "who"),
    [
        ("de", "Außenministerin Lise Holm kam.", "Die Dänin", "Lise Holm"),
        ("de", "Der französische Minister Paul Roux traf Lars Holm.", "Der Däne", "Lars Holm"),
        ("de", "Fraktionschef Lars Holm kam.", "Der Sozialdemokrat", "Lars Holm"),
        ("de", "Bürgermeisterin Lena Holm kam.", "Die Grüne", "Lena Holm"),
        ("de", "Bürgermeisterin Lena Holm kam.", "Die Sozialdemokratin", "Lena Holm"),
        ("de", "Bürgermeisterin Lena Holm kam.", "Die 44-Jährige", "Lena Holm"),
        ("en", "Mayor Lena Hart joined the talks.", "The 53-year-old", "Lena Hart"),
        ("de", "Der Tag war kurz.", "Der Däne", "Dänemark"),
        ("de", "Der Minister Lars Holm kam.", "Die Dänin", "Dänemark"),
    ],
)
def test_people_are_told_by_what_they_are(language: str, first: str, then: str, who: str) -> None:
    goes_on = "will warten, es eile nicht." if language == "de" else "said it could wait."
    content = "es eile nicht" if language == "de" else "it could wait"
    _, said = read(f"{first} {then} {goes_on}", language, (content, then, "indirect"))
    assert said[0][0] == who


def test_what_only_looks_like_a_person() -> None:
    text = "Minister Lars Holm kam. Die Medizin, die Forderung der Italiener, die Grünen und die Dänen warten."
    actors, _ = read(text, "de")
    assert texts(actors["Lars Holm"]) == ["Minister Lars Holm"]
    text = "Ministerin Anna Kolb kam. Die Mieterin sagte, es eile. Die Klägerin schwieg."
    actors, said = read(text, "de", ("es eile", "Die Mieterin", "indirect"))
    assert texts(actors["Anna Kolb"]) == ["Ministerin Anna Kolb"]
    assert said[0][0] != "Anna Kolb"


def test_state_under_many_names() -> None:
    text = (
        "Washington zögert. Die USA wollen warten, die US-Regierung prüft. Die Amerikaner und die Vereinigten Staaten."
    )
    actors, _ = read(text, "de")
    assert texts(actors["Vereinigte Staaten"]) == [
        "Washington", "Die USA", "die US-Regierung", "Die Amerikaner", "die Vereinigten Staaten",
    ]  # fmt: skip
    assert actors["Vereinigte Staaten"].represents == "USA"


def test_a_city_as_a_place_is_no_state() -> None:
    actors, _ = read("Das Treffen in Warschau endete spät. In Oslo regnete es.", "de")
    assert not [a for a in actors.values() if a.type == "state"]


def test_groups_stay_groups() -> None:
    text = "Mehrere Minister zweifelten am Plan. Fachleute halten ihn für teuer."
    actors, said = read(
        text, "de", ("am Plan", "Mehrere Minister", "reported"), ("ihn für teuer", "Fachleute", "indirect")
    )
    assert said == [("Mehrere Minister", None, "unnamed"), ("Fachleute", None, "experts")]
    assert actors["Mehrere Minister"].type == "group"


def test_two_ministers_are_told_apart() -> None:
    text = (
        "Der finnische Minister Olli Karju kam mit der dänischen Ministerin Signe Holt. "
        "Die Ministerin lehnte ab. Der Minister schwieg."
    )
    actors, _ = read(text, "de")
    assert "Die Ministerin" in texts(actors["Signe Holt"])
    assert "Der Minister" in texts(actors["Olli Karju"])


def test_same_surname_is_not_one_person() -> None:
    text = "Ministerin Berta Lohse und Landrat Uwe Lohse kamen. Uwe Lohse sprach, Berta Lohse schwieg."
    actors, _ = read(text, "de")
    assert {"Berta Lohse", "Uwe Lohse"} <= set(actors)


def test_pronoun_in_indirect_speech_is_its_speaker() -> None:
    text = (
        "Er könne das nicht unterschreiben, sagte Bürgermeister Till Brandau. Sie sei anderer Ansicht, sagte Ada Krell."
    )
    _, said = read(
        text, "de", ("Er könne das nicht unterschreiben", "Bürgermeister Till Brandau", "indirect"),
        ("Sie sei anderer Ansicht", "Ada Krell", "indirect"),
    )  # fmt: skip
    assert [s[0] for s in said] == ["Till Brandau", "Ada Krell"]


def test_english_apposition_and_pronouns() -> None:
    text = "Iceland would wait, its chief negotiator, Runa Steinsdal, told reporters. She saw no hurry, she added."
    actors, said = read(
        text,
        "en",
        ("Iceland would wait", "its chief negotiator, Runa Steinsdal", "indirect"),
        ("no hurry", "she", "indirect"),
    )
    assert said == [("Runa Steinsdal", "ISL", "named")] * 2
    assert actors["Runa Steinsdal"].role == "chief negotiator"


def test_headline_quotation_is_echoed() -> None:
    text = '"Ice is not for sale"\n\n"Ice is not for sale," said the Greenlandic minister Pavia Lind.'
    quoted = Span(0, 21, text[:21])
    again = Span(23, 45, text[23:45])
    who = Who(Span.of(text, text.index("the Green"), text.index(".", 50)))
    made = (
        Statement("s1", "unnamed", "direct", "speech", (quoted,), 1.0),
        Statement("s2", "unnamed", "direct", "speech", (again,), 1.0, who),
    )
    actors, out = resolve(Document("x", text, "en"), sentences(text), made, [], K)
    assert out[0].speaker is not None
    assert out[1].speaker is not None
    assert out[0].speaker.actor == out[1].speaker.actor is not None
    assert actors[0].represents == "GRL"


def test_tagged_names_are_used() -> None:
    text = "Spät kam noch Quirin Aumann dazu."
    at = text.index("Quirin")
    actors, _ = resolve(Document("x", text, "de"), sentences(text), (), [(at, at + 13, "PER")], K)
    assert [a.name for a in actors] == ["Quirin Aumann"]


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from(list("aeinrst .,„“\"'\n-")) | st.sampled_from("ADMS"), max_size=120))
def test_mentions_are_spans_of_any_text(noise: str) -> None:
    text = noise + " Minister Max Beispiel und die USA. Sie kamen."
    for language in ("de", "en"):
        actors, _ = resolve(Document("x", text, language), sentences(text), (), [], K)
        assert all(text[m.span.start : m.span.end] == m.span.text for a in actors for m in a.mentions)
        assert len({a.id for a in actors}) == len(actors)


def test_people_of_the_users_knowledge_keep_their_ids() -> None:
    table = "id,name,type,aliases,country,role\nQ991,Ada Quell,person,Adelheid Quell,FIN,Kapitänin\n"
    knowledge = K.extended(*parse_user_knowledge(table, "mine.csv"))
    text = "Ministerin Adelheid Quell sprach. Quell blieb."
    actors, _ = resolve(Document("x", text, "de"), sentences(text), (), [], knowledge)
    assert [(a.id, a.represents, len(a.mentions)) for a in actors] == [("Q991", "FIN", 2)]


def test_one_actor_across_documents() -> None:
    one, _ = read("Der finnische Minister Olli Karju sprach.", "de")
    two, _ = read("Olli Karju, Finnlands Minister, sagte ab.", "de")
    other, _ = read("Die schwedische Ministerin Berta Karju sprach. Karju ging.", "de")
    karju = one["Olli Karju"]

    def by_id(actors: dict[str, Actor]) -> dict[str, Actor]:
        return {a.id: a for a in actors.values()}

    assert same_actor(karju, two["Olli Karju"], by_id(one), by_id(two))
    assert not same_actor(karju, other["Berta Karju"], by_id(one), by_id(other))


def test_tagged_organisations_are_no_people() -> None:
    text = "Am Abend meldete sich die Karo Volt bei Quirin Aumann. Karo Volt zahlt."
    spans = [(m.start(), m.end(), "ORG") for m in re.finditer("Karo Volt", text)]
    at = text.index("Quirin")
    actors, _ = resolve(Document("x", text, "de"), sentences(text), (), [*spans, (at, at + 13, "PER")], K)
    assert {a.name: a.type for a in actors} == {"Karo Volt": "organisation", "Quirin Aumann": "person"}


def test_names_told_with_their_acronym() -> None:
    text = (
        "Das reiche nicht, sagte Gewerkschaftschef Holger Tamm von der Gewerkschaft Fähre und Hafen (GFH). "
        "Die GFH wartet. Der Bund deutscher Windmüller (BDW) zögert, weil der BDW klein ist. Carla Dorn (CDU) ging."
    )
    actors, said = read(text, "de", ("Das reiche nicht", "Gewerkschaftschef Holger Tamm", "indirect"))
    union = actors["GFH"]
    assert said == [("Holger Tamm", union.id, "named")]
    assert texts(union) == ["der Gewerkschaft Fähre und Hafen", "GFH", "Die GFH"]
    assert texts(actors["BDW"]) == ["Der Bund deutscher Windmüller", "BDW", "der BDW"]


def test_a_states_adjective_before_what_is_said() -> None:
    text = "A Danish promise to share data was welcomed."
    _, said = read(text, "en", ("to share data", "A Danish", "indirect"))
    assert said == [("Denmark", "DNK", "named")]
    tagged, _ = resolve(Document("x", text, "en"), sentences(text), (), [(2, 8, "ORG")], K)
    assert tagged == ()


def test_a_tagged_person_that_the_knowledge_or_the_text_knows_better() -> None:
    text = "Lima might agree. Norlink would pay a quarter, said Tom Reve. Norlink waits."
    names = [(text.index(w), text.index(w) + len(w), "PER") for w in ("Lima", "Norlink", "Tom Reve")]
    names.append((text.rindex("Norlink"), text.rindex("Norlink") + 7, "PER"))
    said = Statement("s1", "unnamed", "direct", "speech", (Span(0, 4, "Lima"),), 1.0, None)
    actors, _ = resolve(Document("x", text, "en"), sentences(text), (said,), names, K)
    kinds = {a.name: a.type for a in actors}
    assert kinds["Peru"] == "state"
    assert kinds["Norlink"] == "organisation"
    assert kinds["Tom Reve"] == "person"


def test_tagged_names_end_with_their_line() -> None:
    text = "Streit um Samboa\nGenf zahlt. Samboa wartet. Samboa fordert mehr."
    actors, _ = resolve(Document("x", text, "de"), sentences(text), (), [(10, 21, "ORG")], K)
    assert all("\n" not in m.span.text for a in actors for m in a.mentions)
    assert any(m.span.text == "Samboa" for a in actors for m in a.mentions)


def test_a_state_as_a_member_is_the_state() -> None:
    text = "Einem Mandat stimme es zu, so Frankreich als ständiges Mitglied im Rat. Dem Vernehmen nach zögert es."
    said = ("Einem Mandat stimme es zu", "Frankreich als ständiges Mitglied im Rat", "indirect")
    _, (first, second) = read(text, "de", said, ("zögert es", "Dem Vernehmen", "indirect"))
    assert first == ("Frankreich", "FRA", "named")
    assert second[0] == ""


@pytest.mark.parametrize(
    ("text", "content", "speaker", "person", "side"),
    [
        (
            "„Wir haben eine eigene Deponie“, sagte Dieter Quast, Landrat in Wendlo, dem Kreistag von Aschhagen.",
            "„Wir haben eine eigene Deponie“", "Dieter Quast", "Dieter Quast", "Wendlo",
        ),
        (
            "Das sei zu teuer, sagte Stadtwerke-Chef Benno Krahl in Hademünde.",
            "Das sei zu teuer", "Stadtwerke-Chef Benno Krahl", "Benno Krahl", "Stadtwerke",
        ),
        (
            "Die Freie Liste tagte. Volker Amelung, der für die Freie Liste verhandelt, sagte, es werde eng.",
            "es werde eng", "Volker Amelung", "Volker Amelung", "Freie Liste",
        ),
        (
            "Im Juni war Polen gemeinsam mit Ungarn dagegen. Nun gehe es, sagte Vizeministerin Agnes Wolska.",
            "Nun gehe es", "Vizeministerin Agnes Wolska", "Agnes Wolska", "POL",
        ),
    ],
)  # fmt: skip
def test_whom_people_stand_for_by_the_words_around_them(
    text: str, content: str, speaker: str, person: str, side: str
) -> None:
    actors, said = read(text, "de", (content, speaker, "indirect"))
    assert said[0][0] == person
    behind = said[0][1]
    assert side in {behind, next((a.name for a in actors.values() if a.id == behind), "")}


def test_who_opens_what_somebody_says_is_whom_they_stand_for() -> None:
    text = "Ottawa could live with less, said Eve Gauvreau. An expert, Dr Ian Moss, said Ottawa would wait."
    _, said = read(text, "en", ("Ottawa could live with less", "Eve Gauvreau", "indirect"))
    assert said[0][:2] == ("Eve Gauvreau", "CAN")


def test_an_acronym_in_brackets_is_a_name_of_its_own() -> None:
    text = "Die Arbeitgebervereinigung Klinikservice (AKS) lehnte das ab."
    actors, _ = read(text, "de")
    (found,) = (a for a in actors.values() if a.type == "organisation")
    assert "AKS" in texts(found)


def test_those_who_are_told_and_words_for_what_is_said_do_not_speak() -> None:
    text = "„Es reicht“, sagte Ministerin Ane Berg vor Journalisten. Nach den Worten von Berg fehlt Geld."

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    made = (
        Statement("s1", "unnamed", "direct", "speech", (span("„Es reicht“"),), 1.0, Who(span("Journalisten")), (
            span("sagte"),
        )),
        Statement("s2", "unnamed", "indirect", "speech", (span("fehlt Geld"),), 1.0, Who(span("den Worten von Berg"))),
    )  # fmt: skip
    actors, out = resolve(Document("x", text, "de"), sentences(text), made, [], K)
    names = {a.id: a.name for a in actors}
    assert [names[s.speaker.actor or ""] for s in out if s.speaker] == ["Ane Berg", "Ane Berg"]


def test_an_adjective_that_opens_a_sentence_is_no_first_name() -> None:
    actors, _ = read("Gleiche Regeln für Importe begrüßte Ministerin Ane Berg ausdrücklich.", "de")
    assert "Gleiche Regeln" not in actors


def test_a_surname_in_the_genitive_is_nobody_new() -> None:
    text = "Eckart Dorn will warten. Nach Dorns Überzeugung eilt es nicht."
    names = [(0, 11, "PER"), (text.index("Dorns"), text.index("Dorns") + 5, "PER")]
    actors, _ = resolve(Document("x", text, "de"), sentences(text), (), names, K)
    assert [(a.name, texts(a)) for a in actors] == [("Eckart Dorn", ["Eckart Dorn", "Dorns"])]


@pytest.mark.parametrize(
    ("language", "first", "house", "who"),
    [
        ("de", "Die norwegische Ministerin Lise Holm kam.", "Ihr Haus", "Norwegen"),
        ("en", "The farmer Lena Hart came.", "Her people", "Lena Hart"),
    ],
)
def test_somebodys_house_is_what_they_stand_for(language: str, first: str, house: str, who: str) -> None:
    content = "prüfe das" if language == "de" else "were willing"
    _, said = read(f"{first} {house} {content}.", language, (content, house, "indirect"))
    assert said[0][0] == who


def test_the_land_is_the_one_that_opens_the_sentence_before() -> None:
    text = "Norwegen würde warten, wenn Island es tut. Das Land bot Hilfe an."
    actors, _ = read(text, "de")
    assert texts(actors["Norwegen"]) == ["Norwegen", "Das Land"]


def named(text: str, language: str, *tagged: tuple[str, str]) -> dict[str, Actor]:
    """Actors by name, with names as a tagger gives them wherever they stand."""
    every = "|".join(name for name, _ in tagged)  # the longer ones first
    found = [(m.start(), m.end(), dict(tagged)[m.group()]) for m in re.finditer(rf"\b(?:{every})\b", text)]
    return {a.name: a for a in resolve(Document("x", text, language), sentences(text), (), sorted(found), K)[0]}


@pytest.mark.parametrize(
    ("language", "text", "whole", "short"),
    [
        ("en", "Northmere Trains ran late. Northmere said it would pay.", "Northmere Trains", "Northmere"),
        ("de", "Der Netzbetreiber Ostgrid wartet. Ostgrid will bauen.", "Netzbetreiber Ostgrid", "Ostgrid"),
    ],
)
def test_one_word_of_a_bodys_name_is_the_body(language: str, text: str, whole: str, short: str) -> None:
    actors = named(text, language, (whole, "ORG"), (short, "ORG"))
    assert any(short in texts(a) and any(whole in t for t in texts(a)) for a in actors.values())


def test_a_place_of_the_same_name_is_not_the_body() -> None:
    text = "Northmere Trains ran late. It rained in Northmere. Northmere said it would pay."
    actors = named(text, "en", ("Northmere Trains", "ORG"))
    assert all("Northmere Trains" not in texts(a) or "Northmere" not in texts(a) for a in actors.values())


def test_a_surname_may_come_first() -> None:
    text = "Zhu Wenbo declined. Later Zhu agreed."
    actors = named(text, "en", ("Zhu Wenbo", "PER"), ("Zhu", "PER"))
    assert texts(actors["Zhu Wenbo"]) == ["Zhu Wenbo", "Zhu"]
    text = "Anna Kolb declined. Later Anna agreed with Rita Kolb."
    assert "Rita Kolb" in named(text, "en", ("Anna Kolb", "PER"), ("Rita Kolb", "PER"))


def test_a_post_that_women_have_under_the_same_word_is_no_mans() -> None:
    text = "Vorstand Bettina Krahl kam. Das Treffen am Abend mied sie."
    actors, _ = read(text, "de")
    assert texts(actors["Bettina Krahl"]) == ["Vorstand Bettina Krahl", "sie"]


@pytest.mark.parametrize(
    "body", ["Bezirkshauptmannschaft", "Branche", "Belegschaft", "Geschäftsführung", "Post", "Holzindustrie"]
)
def test_bodies_by_their_noun(body: str) -> None:
    actors, _ = read(f"Die {body} lehnt das Vorhaben ab.", "de")
    assert [a.type for a in actors.values()] == ["organisation"]


def test_the_end_of_a_word_alone_is_no_body() -> None:
    assert read("Die Straßenbahn hält dort nicht. Die Altersgruppe zählt wenig. Der Freihandel leidet.", "de")[0] == {}


def test_a_name_goes_on_to_its_end() -> None:
    assert list(read("Der kommunale Klinikverbund Ost lehnt das Vorhaben ab.", "de")[0]) == ["Klinikverbund Ost"]
    actors = named("Nordkap Lines ran late. Nordkap Lines said it would pay.", "en", ("Nordkap", "ORG"))
    assert list(actors) == ["Nordkap Lines"]
    assert list(named("Nordkap Monday ran late. Nordkap said no.", "en", ("Nordkap", "ORG"))) == ["Nordkap"]


def test_a_minister_of_a_land_is_no_companys_and_a_mayor_no_railways() -> None:
    text = (
        "Das Land zögert. Die Bergbahnen Zillnach wollen bauen. Landesrätin Marlene Gstrein legte sich nicht fest. "
        "Die Gletscherbahn ruht. Bürgermeister Alois Tschiderer drängt. Die Gletscherbahn müsse fahren, sagte er."
    )
    actors, _ = read(text, "de", ("Die Gletscherbahn müsse fahren", "er", "indirect"))
    by_id = {a.id: a.name for a in actors.values()}
    assert by_id.get(actors["Marlene Gstrein"].represents or "") in {"Land", None}
    assert by_id.get(actors["Alois Tschiderer"].represents or "") not in {"Gletscherbahn", "Bergbahnen Zillnach"}


def test_a_town_is_told_by_the_line_of_its_date() -> None:
    text = "Zillnach, 28. November 2026\n\nDie Gemeinde will bauen. Bürgermeister Alois Tschiderer warb dafür."
    actors, _ = read(text, "de", ("dafür", "Bürgermeister Alois Tschiderer", "reported"))
    by_id = {a.id: a.name for a in actors.values()}
    assert by_id[actors["Alois Tschiderer"].represents or ""] == "Zillnach"


def test_a_known_body_behind_its_noun_is_one_actor_also_where_the_noun_stands_alone_later() -> None:
    actors, _ = read("Die Gewerkschaft Verdi droht mit Streik. Die Gewerkschaft will mehr Geld.", "de")
    assert [texts(a) for a in actors.values()] == [["Die Gewerkschaft Verdi", "Die Gewerkschaft"]]
    both, _ = read("Dass die Gewerkschaft Verdi schadet, ist neu.", "de")
    assert list(both) == ["Verdi"]


def test_a_mayor_speaks_for_the_town_that_is_not_named_rather_than_for_a_firm() -> None:
    text = (
        "Mehr sei nicht drin, so der Geschäftsführer der Verkehrsbetriebe, Mats Roloff. Rückhalt bekommt er von "
        "Oberbürgermeisterin Ines Wenck. Die Stadt werde den Zuschuss nicht erhöhen, stellte sie klar."
    )
    actors, _ = read(text, "de", ("Die Stadt werde den Zuschuss nicht erhöhen", "sie", "indirect"))
    by_id = {a.id: a.name for a in actors.values()}
    assert by_id[actors["Ines Wenck"].represents or ""] == "Stadt"


def test_what_a_company_is_called_is_no_persons_name() -> None:
    told = "The harbour company, Ansley Quays, offered money. A government spokesman said no."
    actors = named(told, "en", ("Ansley Quays", "PER"))
    assert actors["Ansley Quays"].type == "organisation"
    assert texts(actors["Ansley Quays"]) == ["The harbour company", "Ansley Quays"]
    assert "government spokesman" in actors
    chair = named("The company waited. Its chair, Ansley Quays, offered money.", "en", ("Ansley Quays", "PER"))
    assert chair["Ansley Quays"].type == "person"


def test_in_whose_view_is_said_by_them() -> None:
    text = "Aus Sicht der Kassenärztlichen Vereinigung führt an der Fusion kein Weg vorbei."
    said = ("führt an der Fusion kein Weg vorbei", "Sicht der Kassenärztlichen Vereinigung", "indirect")
    actors, ((who, _, voice),) = read(text, "de", said)
    assert (who, voice) == ("Kassenärztliche Vereinigung", "named")
    assert "Sicht" not in actors


def test_a_minister_of_a_land_and_its_premier_speak_for_its_government() -> None:
    text = (
        "Die Landesregierung aus CDU und Grünen streitet. Verkehrsminister Mats Stamm bekräftigte sein Nein.\n\n"
        "Die Deutsche Umwelthilfe klagt, falls die Regierung wartet. Ministerpräsident Nils Wieland will vermitteln."
    )
    actors, _ = read(text, "de", ("sein Nein", "Verkehrsminister Mats Stamm", "reported"))
    by_id = {a.id: a.name for a in actors.values()}
    assert by_id.get(actors["Mats Stamm"].represents or "") == "Land"
    assert by_id.get(actors["Nils Wieland"].represents or "") == "Regierung"


def test_a_federal_minister_is_of_the_federation_and_a_body_has_its_land_in_its_name() -> None:
    text = (
        "Polen und Dänemark lehnen ihn ab. Bundesagrarminister Mats Stamm zögert. Der Fischereiverband "
        "Schleswig-Holstein droht. Die EU-Kommission wartet. Später hieß es, die Kommission erwäge mehr."
    )
    actors, _ = read(text, "de")
    assert actors["Mats Stamm"].represents == "DEU"
    assert "Fischereiverband Schleswig-Holstein" in actors
    assert texts(actors["EU-Kommission"]) == ["Die EU-Kommission", "die Kommission"]
    ministry, _ = read("Das Land zahlt nicht. Aus dem Bundesverkehrsministerium hieß es Nein.", "de")
    assert ministry["Bundesverkehrsministerium"].represents == "DEU"
    for text in (
        "Österreich zahlt nicht. Bundesagrarminister Mats Stamm zögert.",
        "Deutschland drängt. Deutschland zahlt. Der österreichische Bundeskanzler Mats Stamm zögert.",
        "Deutschland drängt. Deutschland zahlt. Österreichs Bundeskanzler Mats Stamm zögert.",
    ):
        assert read(text, "de")[0]["Mats Stamm"].represents == "AUT"


def test_english_parties_and_unions_before_a_leaders_name() -> None:
    text = (
        "The Social Democrats want a cap. The Social Democrats will not sign, said Social Democrat leader Ingrid Holm. "
        "Trade union boss Liv Orre laughed.\n\nThe Left Party waits.\n\nFinance minister Nils Moe declined to comment."
    )
    actors, _ = read(
        text, "en", ("The Social Democrats will not sign", "Social Democrat leader Ingrid Holm", "indirect")
    )
    by_id = {a.id: a.name for a in actors.values()}
    assert {"Social Democrats", "Ingrid Holm", "Liv Orre"} <= set(actors)
    assert not any(a.represents == "DEMOCRATS" for a in actors.values())
    assert texts(actors["Ingrid Holm"])[0] == "Social Democrat leader Ingrid Holm"
    assert by_id[actors["Liv Orre"].represents or ""] == "Trade union"
    assert actors["Nils Moe"].represents != "LINKE"
