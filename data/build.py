"""Build the embedded sample from a folder of source figures: ``python data/build.py FOLDER``.

FOLDER holds ``brent.csv`` and ``dow.csv`` (date, open, high, low, close as the vendor shows them)
and ``brent_rolls.csv`` (the contract rolls with the exchange's settlements). The files beside this
script are written from them, with ``manifest.json``; see ``README.md`` for what is corrected.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
Row = dict[str, str]

ABOUT = {
    "brent.csv": {
        "asset": "brent",
        "description": "Brent crude, front-month future: daily open, high, low, close",
        "unit": "US dollars a barrel",
        "source": "daily figures as quoted under the vendor symbol BZ=F, with ICE Brent settlements",
        "checked": "three vendor copies; closes equal the ICE settlements on every session",
    },
    "dow.csv": {
        "asset": "dow",
        "description": "Dow Jones Industrial Average: daily open, high, low, close",
        "unit": "index points",
        "source": "daily figures as quoted under the vendor symbol ^DJI",
        "checked": "four vendor copies; published closes differ on 2019-08-12 and 2019-10-29",
    },
    "brent_rolls.csv": {
        "asset": "brent",
        "description": "Brent contract rolls: expiries, contracts, settlements of both contracts",
        "unit": "US dollars a barrel",
        "source": "ICE Brent settlements, first and second nearby contract",
        "checked": "expiries agree with the expiry rule of the contract",
    },
}


def build(source: Path, target: Path = HERE) -> None:
    """Write ``brent.csv``, ``dow.csv``, ``brent_rolls.csv`` and ``manifest.json`` to ``target``.

    Parameters
    ----------
    source : Path
        Folder with the three source files.
    target : Path
        Folder to write to.
    """
    rolls = read(source / "brent_rolls.csv")
    files = {
        "brent.csv": with_rolls(read(source / "brent.csv"), rolls),
        "dow.csv": read(source / "dow.csv"),
        "brent_rolls.csv": rolls,
    }
    manifest: dict[str, object] = {"schema": "eventstudy/sample/1", "files": {}}
    entries: dict[str, dict[str, object]] = {}
    for name, rows in files.items():
        content = csv_bytes(rows)
        (target / name).write_bytes(content)
        key = "expiry" if name == "brent_rolls.csv" else "date"
        entries[name] = {
            **ABOUT[name],
            "sha256": hashlib.sha256(content).hexdigest(),
            "rows": len(rows),
            "first": rows[0][key],
            "last": rows[-1][key],
        }
    manifest["files"] = entries
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (target / "manifest.json").write_bytes(text.encode())


def with_rolls(bars: list[Row], rolls: list[Row]) -> list[Row]:
    """Return the bars with the same-contract previous settlement on roll days, stale bars corrected.

    The bar of a roll day is stale when it is flat, at the last price of the expired contract. Its
    close becomes the new contract's settlement of that day and its open, high and low are emptied:
    they belong to a contract that no longer trades, and those of the new one are not known.
    """
    filled = [{**bar, "previous_close": "", "note": ""} for bar in bars]
    for roll in rolls:
        bar = next(bar for bar in filled if bar["date"] >= roll["ice_roll_day"])
        bar["previous_close"] = roll["new_contract_settle_at_expiry"]
        if bar["open"] == bar["high"] == bar["low"] == bar["close"]:
            bar["note"] = (
                f"corrected: the vendor's bar was flat at {bar['close']}, the last price of the expired"
                " contract; close set to the ICE settlement of the new one, open, high and low unknown"
            )
            bar.update(open="", high="", low="", close=roll["new_contract_settle_on_roll_day"])
    return filled


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def csv_bytes(rows: list[Row]) -> bytes:
    """Return rows as the bytes of a CSV file with Unix line ends."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
