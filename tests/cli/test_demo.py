"""The bundled example with the packaged model."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from standpunkt.exports.schema import reading_schema

STANDPUNKT = str(Path(sys.executable).with_name("standpunkt"))


@pytest.mark.parametrize(("language", "speaker"), [("de", "Tilda Rauhfuß"), ("en", "Tilda Rauhfuss")])
def test_the_demo_shows_the_first_quotation(language: str, speaker: str) -> None:
    done = subprocess.run([STANDPUNKT, "demo", "--lang", language], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert speaker in done.stdout
    assert "{" in done.stdout


def test_the_example_read_as_json_holds_to_the_contract() -> None:
    article = str(files("standpunkt.examples").joinpath("bergbahn.de.txt"))
    done = subprocess.run([STANDPUNKT, "read", article, "-f", "json"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    reading = json.loads(line)
    jsonschema.validate(reading, reading_schema())
    text = reading["document"]["text"]
    assert text == Path(article).read_text("utf-8")
    direct = {
        (s["speaker"] or {}).get("text"): "".join(text[c["start"] : c["end"]] for c in s["content"])
        for s in reading["statements"]
        if s["kind"] == "direct"
    }
    assert any("Rauhfuß" in (who or "") and "keinen Euro mehr" in what for who, what in direct.items())
    assert not any("Bahn der Vernunft" in what for what in direct.values())
