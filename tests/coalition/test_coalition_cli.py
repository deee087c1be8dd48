"""`standpunkt coalition` and `standpunkt power` on the bundled examples, and their one-line errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standpunkt.cli import app
from standpunkt.coalition import Situation
from standpunkt.coalition.report import report
from standpunkt.errors import InputError

EXAMPLES = Path(__file__).parents[2] / "examples" / "coalition"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.stem)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_example_is_told_with_its_assumptions(path: Path, language: str) -> None:
    out = run("coalition", str(path), "--lang", language)
    found = report(Situation.from_toml(path))
    mark = "[assumption]" if language == "en" else "[Annahme]"
    assumed = [e for key in ("pledges", "requirements", "facts") for e in found[key] if e["assumption"]]
    assert assumed
    for entry in assumed:
        assert any(entry["id"] in line and line.endswith((mark, "binds", "Engpass")) for line in out.splitlines())
    assert json.loads(run("coalition", str(path), "--format", "json")) == found


def test_what_if() -> None:
    path = str(EXAMPLES / "railway.toml")
    before = json.loads(run("coalition", path, "-f", "json"))
    after = json.loads(run("coalition", path, "-f", "json", "--set", "grant=true", "--without", "bank"))
    labels = [{(p["id"], p["level"]): p["label"] for p in found["pledges"]} for found in (before, after)]
    assert labels[0]["oberau", 1] == "open"
    assert labels[1]["oberau", 1] == "firm"
    assert (labels[0]["bank", 1], labels[1]["bank", 1]) == ("latent", "blocked")


def test_what_is_set_is_an_assumption() -> None:
    out = run("coalition", str(EXAMPLES / "protection-force.toml"), "--set", "ceasefire=true", "--lang", "en")
    assert "  ceasefire: true [assumption]\n" in out
    assert "  USA takes part: false\n      source: report: ruled out weeks ago\n" in out
    page = run("coalition", str(EXAMPLES / "protection-force.toml"), "--without", "GBR", "-f", "html")
    assert page.count('class="node pledge blocked assumed"') == 4


def test_coalitions_are_listed_where_there_is_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text('pledge = [{ actor = "a", condition = "not b in" }, { actor = "b", condition = "not a in" }]')
    assert sorted(json.loads(run("coalition", str(path), "-f", "json"))["stable"]) == [["a"], ["b"]]
    path.write_text('pledge = [{ actor = "a", condition = "not a in" }]')
    assert "There is no stable coalition" in run("coalition", str(path), "--lang", "en")
    assert "There is no stable coalition" in run("coalition", str(path), "--lang", "en", "-f", "html")
    path.write_text("\n".join(f'[[pledge]]\nactor = "a{i}"\ncondition = "count(all) >= {i}"' for i in range(1001)))
    found = json.loads(run("coalition", str(path), "-f", "json"))
    assert found["large"]
    assert {p["label"] for p in found["pledges"]} == {"firm"}


def test_the_veto_is_named() -> None:
    out = run("coalition", str(EXAMPLES / "protection-force.toml"), "--lang", "en")
    assert "UN Security Council, mandate: not adopted (blocked by: RUS)" in out
    assert "blocked by: USA" in out


def test_what_would_unlock_it_and_how_likely_it_is(tmp_path: Path) -> None:
    pytest.importorskip("clingo")
    pytest.importorskip("scipy")
    path = str(EXAMPLES / "protection-force.toml")
    out = run("coalition", path, "--unlock", "--probability", "--lang", "en")
    assert "  soldiers in the west\n      ceasefire (cost 1)\n" in out
    assert "soldiers in the west: 0.324 firm" in out  # 0.4 × 0.9 × 0.9
    assert "1/2 was taken for: nobody can say how it votes" in out
    found = json.loads(run("coalition", path, "-f", "json", "--unlock", "--goal", "DEU in", "--count", "1"))
    assert found["unlock"][0]["changes"] == [{"levers": ["DEU without its condition"], "cost": 1}]
    assert "report: would hardly agree" in found["unlock"][0]["statements"]
    assert {"DEU", "ceasefire", "USA on mandate in UNSC"} <= set(found["unlock"][0]["assumptions"])
    assert "every change costs 1: an assumption" in out
    assert out.count("rests on assumptions: ") == 3  # the gaps, the changes, the probabilities
    page = tmp_path / "page.html"
    assert run("coalition", path, "-f", "html", "-o", str(page), "--unlock") == ""
    assert "<svg" in page.read_text("utf-8")


def test_power(tmp_path: Path) -> None:
    assert "0.116667" not in run("power", "bundesrat")
    found = json.loads(run("power", "un-security-council", "-i", "shapley_shubik", "-f", "json"))
    assert found["indices"]["shapley_shubik"]["FRA"] == "421/2145"
    body = tmp_path / "club.toml"
    body.write_text('members = ["a", "b", "c"]\nrule = { at_least = 2 }', "utf-8")
    assert "0.333333" in run("power", str(body))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["coalition", "nowhere.toml"], "nowhere.toml: No such file"),
        (["coalition", "railway", "--set", "grant"], "--set grant: write FACT=true"),
        (["coalition", "railway", "--set", "grnt=true"], "'grnt' is no fact"),
        (["coalition", "railway", "--without", "banque"], "no actor or pledge 'banque'"),
        (["coalition", "railway", "--unlock", "--goal", "bnk in"], 'did you mean "bank"?'),
        (["coalition", "railway", "--format", "json", "-o", "/nowhere/x"], "/nowhere/x: No such file"),
        (["power", "bundesrad"], "presets: bundesrat"),
        (["power", "bundesrat", "-i", "banzaf"], "--index banzaf: known are swings"),
    ],
)
def test_errors_are_one_line(arguments: list[str], problem: str) -> None:
    arguments = [str(EXAMPLES / "railway.toml") if a == "railway" else a for a in arguments]
    with pytest.raises(InputError) as error:
        run(*arguments)
    assert problem.split("presets: ")[0] in str(error.value)
    assert "\n" not in str(error.value)
