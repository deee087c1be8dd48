"""The desk in a browser: the whole story, the keys of the review, every view at every size, and what axe-core finds."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from served_desk import ARGUMENTS, CHROMIUM, served
from test_adding import TEXT

from standpunkt.dossier import Dossier
from standpunkt.web.demonstration import make_demonstration

if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("chromium is not installed", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium; a machine without it skips, a checked one must have it."""
    if CHROMIUM is None:
        pytest.fail("chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that only looks."""
    place = tmp_path_factory.mktemp("browser") / "demonstration.dossier"
    situation = make_demonstration(place)
    with Dossier.open(place) as dossier, served(dossier, situation=situation) as url:
        yield url


@contextlib.contextmanager
def page_of(browser: Any, url: str, **settings: Any) -> Iterator[Any]:
    """A page that has opened the desk; whatever its console complains of fails the test."""
    context = browser.new_context(**{"locale": "de-DE", "viewport": {"width": 1280, "height": 900}, **settings})
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.goto(url)
    yield page
    context.close()
    assert complaints == []


def until(page: Any, condition: str) -> None:
    """Wait until a condition holds in the page (its policy forbids the library's own way of waiting)."""
    last = time.monotonic() + 15
    while not page.evaluate(condition):
        assert time.monotonic() < last, condition
        page.wait_for_timeout(30)


def views(desk: str, page: Any) -> list[str]:
    """The address of each view of a desk over the demonstration."""
    base = desk.partition("/?")[0]
    article = page.request.get(f"{base}/api/articles").json()["articles"][1]["hash"]
    item = page.request.get(f"{base}/api/review").json()["items"][0]["uid"]
    who = "person:emmerich%20loibl"
    paths = [
        "/",
        f"/articles/{article}",
        "/review",
        f"/items/{item}",
        "/timeline",
        "/network?mode=twomode",
        "/coalition",
    ]
    paths += ["/articles", "/actors", "/search?q=bahn", "/history", "/import", "/questions/costs", f"/actors/{who}"]
    paths += [f"/cell?actor={who}&question=costs", "/tie?a=Oberau&b=Niederau", "/network"]
    return [base + path for path in paths]


def test_the_whole_story(browser: Any, tmp_path: Path) -> None:
    place = tmp_path / "story.dossier"
    make_demonstration(place)
    article = tmp_path / "hafen.txt"
    article.write_text(TEXT, "utf-8")
    with Dossier.open(place) as dossier, served(dossier) as url, page_of(browser, url) as page:
        assert page.url.endswith("/")
        page.get_by_role("link", name="Hinzufügen").click()
        page.locator("input[type=file]").set_input_files(str(article))
        page.locator("form.import input[name=date]").first.fill("2026-06-01")
        page.get_by_role("button", name="Hinzufügen").first.click()
        page.get_by_role("link", name="Streit um den Hafen").wait_for()
        page.locator("[data-refresh]").wait_for(state="detached")

        page.get_by_role("link", name="Matrix").click()
        row = page.locator("table.matrix tr", has=page.get_by_role("rowheader", name="Ada Quill"))
        assert "ja" in row.inner_text()
        row.locator("td a").click()
        page.get_by_role("link", name="„Der Hafen muss bleiben“").click()
        assert page.locator("mark.content.live").count() >= 1 or page.locator("mark.content").count() >= 1

        page.goto(page.url.split("/articles")[0] + "/review?question=harbour")
        page.locator(".entry").first.wait_for()
        page.keyboard.press("e")
        page.locator(".entry select[name=answer]").select_option("no")
        page.locator(".entry input[name=why]").fill("falsch gelesen")
        page.get_by_role("button", name="Speichern").click()
        page.locator(".entry.decided").wait_for()
        page.get_by_role("link", name="Matrix").click()
        assert "nein" in row.inner_text()

        page.goto(page.url + "history")
        assert "falsch gelesen" in page.locator("ol.history").inner_text()
        page.get_by_role("button", name="Rückgängig").click()
        page.get_by_text("zurückgenommen").first.wait_for()
        page.get_by_role("link", name="Matrix").click()
        assert "ja" in row.inner_text()
        with page.expect_download() as begun:
            page.get_by_role("link", name="CSV").click()
        exported = Path(begun.value.path()).read_text("utf-8")
        assert "person:ada quill,harbour,yes,2026-06-01" in exported

    with Dossier.open(place) as dossier, served(dossier) as url, page_of(browser, url) as page:
        row = page.locator("table.matrix tr", has=page.get_by_role("rowheader", name="Ada Quill"))
        assert "ja" in row.inner_text()
        assert [e.action for e in dossier.history()] == ["edit", "undo"]


def test_the_review_by_keys_alone(browser: Any, tmp_path: Path) -> None:
    place = tmp_path / "keys.dossier"
    make_demonstration(place)
    with Dossier.open(place) as dossier, served(dossier) as url, page_of(browser, url) as page:
        page.goto(page.url + "review")
        uids = page.locator(".entry").evaluate_all("all => all.map(e => e.dataset.uid)")
        focused = "document.activeElement.closest('.entry')?.dataset.uid"
        assert page.evaluate(focused) == uids[0]
        page.keyboard.press("a")
        until(page, f"{focused} === {uids[1]!r}")
        page.keyboard.press("x")
        until(page, f"{focused} === {uids[2]!r}")
        assert dossier.item(uids[0])["status"] == "reviewed"
        assert dossier.item(uids[1])["rejected"]
        page.keyboard.press("Space")
        assert page.evaluate(focused) == uids[3]
        page.keyboard.press("k")
        page.keyboard.press("k")
        assert page.evaluate(focused) == uids[2]
        page.keyboard.press("j")
        assert page.evaluate(focused) == uids[3]
        page.keyboard.press("u")
        until(page, f"{focused} === {uids[1]!r}")
        assert not dossier.item(uids[1])["rejected"]
        page.keyboard.press("?")
        assert page.locator("dialog[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0


def test_words_are_chosen_by_selecting_them(browser: Any, tmp_path: Path) -> None:
    place = tmp_path / "select.dossier"
    make_demonstration(place)
    with Dossier.open(place) as dossier, served(dossier) as url, page_of(browser, url) as page:
        item = next(i for i in dossier.items("statement") if "Wir brauchen" in i["text"])
        page.goto(f"{url.partition('/?')[0]}/items/{item['uid']}")
        with page.expect_navigation():
            page.keyboard.press("x")
        assert dossier.item(item["uid"])["rejected"]
        with page.expect_navigation():
            page.keyboard.press("u")
        assert not dossier.item(item["uid"])["rejected"]
        page.keyboard.press("e")
        page.evaluate("""() => {
            const words = document.querySelector(".exact mark").firstChild;
            getSelection().setBaseAndExtent(words, words.data.indexOf(" diese"), words, words.data.indexOf("Bahn") + 4);
        }""")
        page.locator("[data-take]").click()
        assert page.locator(".take output").inner_text() == "diese Bahn"
        with page.expect_navigation():
            page.locator(".edit form button:not([data-take])").click()
        changed = dossier.item(item["uid"])
        assert changed["text"] == "diese Bahn"
        text = dossier.document(item["document"]).text
        assert text[changed["start"] : changed["end"]] == "diese Bahn"
        assert page.locator(".exact mark").inner_text() == "diese Bahn"


def test_marks_and_cards_light_together(browser: Any, desk: str) -> None:
    with page_of(browser, desk) as page:
        base = desk.partition("/?")[0]
        article = page.request.get(f"{base}/api/articles").json()["articles"][1]["hash"]
        page.goto(f"{base}/articles/{article}")
        card = page.locator(".card").nth(1)
        card.hover()
        uid = card.get_attribute("id")
        numbers = page.locator("mark.live").evaluate_all("all => all.map(m => m.dataset.cards.split(' '))")
        assert all(uid in each for each in numbers)
        assert len(numbers) >= 2
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == uid


def test_every_view_fits_and_axe_finds_nothing_serious(browser: Any, desk: str) -> None:
    """Each view at 1280 and 360 and 3840 pixels, and in the dark; looked through by axe in both schemes."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    faults_only = {"resultTypes": ["violations"]}
    only_colours = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **faults_only}
    found = []
    with page_of(browser, desk) as page:
        for number, place in enumerate(views(desk, page)):
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(place)
            assert page.locator("main h1").count() == 1, place
            faults = axe.run(page, options=faults_only).response["violations"]
            if number < 5:
                page.emulate_media(color_scheme="dark")
                faults += axe.run(page, options=only_colours).response["violations"]
            for fault in faults:
                if fault["impact"] in ("serious", "critical"):
                    found.append((place, fault["id"], [n["html"][:120] for n in fault["nodes"][:3]]))
            for width in (360, 3840):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
    assert found == []


def test_the_desk_by_keyboard_alone(browser: Any, desk: str) -> None:
    """From the address line: over the skip link into the matrix, into a cell, into its article."""
    with page_of(browser, desk) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("!!document.activeElement.closest('td')"):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/cell?" in page.url
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("!!document.activeElement.closest('blockquote')"):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "/articles/" in page.url
        assert page.locator("mark.live").count() >= 1


def test_a_team_sees_what_each_other_changes(browser: Any, tmp_path: Path) -> None:
    from standpunkt.web.accounts import Accounts

    place = tmp_path / "team.dossier"
    make_demonstration(place)
    with Dossier.open(place) as dossier:
        accounts = Accounts(dossier)
        for name in ("Ada", "Bo"):
            accounts.add(name, "coder", "correct horse battery")
        with served(dossier, accounts=accounts) as url:
            base = url.partition("/?")[0]
            with page_of(browser, f"{base}/review?kind=position") as ada, page_of(browser, base) as bo:
                for page, name in ((ada, "Ada"), (bo, "Bo")):
                    page.locator("[name=name]").fill(name)
                    page.locator("[name=password]").fill("correct horse battery")
                    page.get_by_role("button", name="Anmelden").click()
                    page.get_by_role("link", name=name, exact=True).wait_for()
                assert "/review" in ada.url
                one = next(i for i in dossier.queue(kind="position") if i["actor"] == "person:irmela quast")
                entry = ada.locator(f"[data-uid='{one['uid']}']")
                assert "decided" not in (entry.get_attribute("class") or "")
                changed = bo.request.post(
                    f"{base}/api/items/{one['uid']}/edit",
                    data={"fields": {"answer": "no"}, "settle": False},
                    headers={"origin": base},
                )
                assert changed.status == 200
                ada.locator(f"[data-uid='{one['uid']}'].decided").wait_for()
                assert "Bo: geändert" in entry.locator(".verdict").inner_text()
                row = bo.locator("table.matrix tr", has=bo.get_by_role("rowheader", name="Irmela Quast"))
                row.get_by_text("nein").wait_for()
                ada.locator("#counts", has_text="1 geprüft").wait_for()
                bo.get_by_role("link", name="Bo", exact=True).click()
                bo.get_by_role("button", name="Abmelden").click()
                bo.get_by_role("button", name="Anmelden").wait_for()


def test_the_slider_and_the_switches_answer(browser: Any, desk: str) -> None:
    with page_of(browser, desk) as page:
        base = desk.partition("/?")[0]
        page.goto(f"{base}/network")
        before = page.locator("svg.picture .edge").count()
        assert page.evaluate("document.getElementById('slider').value === document.getElementById('slider').max")
        page.locator("#slider").focus()
        page.keyboard.press("Home")
        until(page, f"document.querySelectorAll('svg.picture .edge').length !== {before}")
        assert page.evaluate("document.activeElement.id") == "slider"
        page.goto(f"{base}/coalition")
        veith = page.locator("li", has=page.locator("strong", has_text="Sankt Veith"))
        page.locator("select[name=fact]").select_option(label="wahr")
        until(page, "!document.querySelector('.label.open')")
        assert "2 Millionen" in veith.first.inner_text()


def test_the_dossier_makes_its_own_situation(browser: Any, tmp_path: Path) -> None:
    make_demonstration(tmp_path / "own.dossier")
    with Dossier.open(tmp_path / "own.dossier") as dossier, served(dossier) as url, page_of(browser, url) as page:
        page.get_by_role("link", name="Koalition", exact=True).click()
        page.get_by_role("heading", name="Koalition: Die Bergbahn im Kaltental").wait_for()
        veith = page.locator("li", has=page.locator("strong", has_text="Sankt Veith"))
        page.get_by_label("wenn die Bahn bis Mitternacht fahre").select_option(label="wahr")
        until(page, "location.search.includes('true')")
        page.get_by_role("checkbox", name="Oberau").check()
        until(page, "location.search.includes('without=Oberau')")
        assert page.evaluate("document.activeElement.value") == "Oberau"
        veith.first.locator("a.source").first.click()
        page.locator(".single").wait_for()
        assert "/items/" in page.url


def test_hostile_text_runs_nothing(browser: Any, tmp_path: Path) -> None:
    from test_hostile import EVIL, reading

    with Dossier.new(tmp_path / "evil.dossier") as dossier:
        dossier.add(reading(EVIL), "test")
        with served(dossier) as url, page_of(browser, url) as page:
            page.on("dialog", lambda d: pytest.fail(f"a script ran: {d.message}"))
            base = url.partition("/?")[0]
            evil = f"/articles/{dossier.documents()[0]['hash']}"
            for path in ("/", "/articles", "/review", "/actors", "/timeline", "/network", evil):
                page.goto(base + path)
                assert page.locator("main img, main iframe").count() == 0
                assert page.locator("script").count() == 1
