"""Makes the pictures of the web desk in docs/pictures anew, from the demonstration dossier: python docs/pictures.py"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 150_000
PICTURES = (
    ("matrix", "/?lang=en", 1000, 600, "light"),
    ("article", "ARTICLE", 1000, 600, "light"),
    ("review", "/review?lang=en&kind=position", 1000, 600, "dark"),
    ("timeline", "/timeline?lang=en", 1000, 600, "light"),
    ("network", "/network?lang=en", 1280, 880, "dark"),
    ("coalition", "/coalition?lang=en", 1000, 600, "light"),
    ("phone", "/?lang=de", 360, 900, "light"),
)


def main() -> int:
    """Write each picture; 1 where one is larger than it may be."""
    sys.path.insert(0, str(ROOT / "tests" / "web"))
    from playwright.sync_api import sync_playwright
    from served_desk import ARGUMENTS, CHROMIUM, served

    from standpunkt.dossier import Dossier
    from standpunkt.web.demonstration import make_demonstration

    target = ROOT / "docs" / "pictures"
    target.mkdir(exist_ok=True)
    large = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        place = Path(folder, "demonstration.dossier")
        situation = make_demonstration(place)
        with Dossier.open(place) as dossier, served(dossier, situation=situation) as url:
            base = url.partition("/?")[0]
            article = f"/articles/{dossier.documents()[1]['hash']}?lang=en"
            browser = started.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            for name, path, width, height, scheme in PICTURES:
                size = {"width": width, "height": height}
                page = browser.new_page(viewport=size, color_scheme=scheme)
                page.goto(url)
                page.goto(base + (article if path == "ARTICLE" else path))
                file = target / f"{name}.png"
                page.screenshot(path=str(file))
                large += file.stat().st_size > LARGEST
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
                page.close()
            browser.close()
    return 1 if large else 0


if __name__ == "__main__":
    raise SystemExit(main())
