"""The pictures of the guide, taken where the month is played."""

import os
from pathlib import Path

# GUIDE=docs/guide/pictures takes the pictures of the guide anew.
PICTURES = os.environ.get("GUIDE", "")


def picture(page, name: str) -> None:
    """Keep what the page shows for the guide, if it is being made."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        if name != "6-mat-mang":  # there the place where one types is what is to be seen
            page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=f"{PICTURES}/{name}.png")
