"""Score the reader of texts on our own annotated passages.

    uv run python benchmarks/extraction.py [dev|test] [--verbose]

Prints each figure with its 95 % bootstrap interval over articles and the counts behind it. ``--verbose``
lists what is missed, misdated and spurious in each article, for the dev half only: the test half measures.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from evaluation.score import HALVES, score_half, table

from eventstudy.extract import extract


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the reader of texts.")
    parser.add_argument("half", nargs="?", choices=HALVES, default="dev")
    parser.add_argument("--verbose", action="store_true", help="list the faults of each article (dev only)")
    options = parser.parse_args()
    if options.verbose and options.half != "dev":
        parser.error(
            "--verbose is for the dev half: whoever sees the faults of the test half will tune to it."
        )
    scores = score_half(options.half, extract)
    print(f"{options.half}: {len(scores)} articles")
    for row in table(scores):
        interval = f"[{row['low']:.3f}, {row['high']:.3f}]"
        print(f"{row['label']:32s} {row['value']:6.3f}  {interval:16s} {row['counts']}")
    if options.verbose:
        for score in scores:
            print(f"\n{score.name}")
            for fault in score.faults:
                print(f"  {fault}")


if __name__ == "__main__":
    main()
