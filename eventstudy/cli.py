"""The command ``eventstudy``: results on standard output, progress and warnings on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Any

import click

from eventstudy import __version__
from eventstudy.errors import DataError, EventStudyError

DONE, FAILED, WRONG_INPUT, NO_DATA, PARTIAL, STOPPED = 0, 1, 2, 3, 4, 130
# A step that takes longer than this is told of on standard error, in seconds.
SLOW_STEP = 1.0

ASSETS = click.option("--assets", default="brent,dow", show_default=True, help="Assets, with commas between.")
PUBLISHED = click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), help="Publication date of the article, as 2020-01-08."
)
EXTRACTOR = click.option("--extractor", default="rules", show_default=True, help="How the text is read.")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
STRICT = click.option("--strict", is_flag=True, help="Exit with 4 if any event was dropped.")
RETURN_KIND = click.option(
    "--returns-as",
    type=click.Choice(["log", "simple"]),
    default="log",
    show_default=True,
    help="Kind of returns.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="eventstudy")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def cli(debug: bool) -> None:
    """Market-impact event studies: from a news article to tested abnormal returns."""
    if debug:
        sys.excepthook = sys.__excepthook__


@cli.command()
@click.argument("article", nargs=-1)
@PUBLISHED
@ASSETS
@click.option("--source", default="snapshot", show_default=True, help="Prices: snapshot or yahoo.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write; reports/NAME by default.")
@RETURN_KIND
@EXTRACTOR
@AS_JSON
@STRICT
def report(article: tuple[str, ...], out: Path | None, as_json: bool, strict: bool, **options: Any) -> None:
    """Study the market impact of ARTICLE and write the report.

    ARTICLE is a text file, an events.toml, a CSV of dated events (event_id,when or date,label), or
    ISO dates such as 2020-01-03 2020-01-08T01:30+03:00; "-" reads standard input. Without it, the
    article that comes with the package is used.
    """
    from eventstudy.commands import report_of

    with slow_step() as tell:
        made = report_of(article, out=out, tell=tell, **options)
    if as_json:
        print_json(made.document)
    else:
        for line in made.summary:
            echo(line)
    tell_warnings(made.warnings, quiet=as_json)
    finish(made.n_dropped, strict=strict)


@cli.command("extract")
@click.argument("article", nargs=-1, required=True)
@PUBLISHED
@EXTRACTOR
@click.option("--json", "form", flag_value="json", help="Print JSON (the default).")
@click.option("--csv", "form", flag_value="csv", help="Print the events as CSV.")
@click.option("--toml", "form", flag_value="toml", help="Print an events.toml to edit and give back.")
@click.option("--explain", is_flag=True, help="Say in words why each event has its date.")
@click.option("--times", is_flag=True, help="Print the time expressions (TIMEX3); with --json as JSON.")
@click.option("--strict", is_flag=True, help="Exit with 4 if a file could not be read.")
def extract_command(
    article: tuple[str, ...], form: str | None, explain: bool, times: bool, strict: bool, **options: Any
) -> None:
    """Find the dated events and market claims of ARTICLE.

    Several articles, or a folder of them, become one timeline: an event that several tell is listed
    once, with its sources. The extractor llm asks the OpenAI-compatible endpoint that
    EVENTSTUDY_LLM_URL, EVENTSTUDY_LLM_MODEL and EVENTSTUDY_LLM_KEY name.
    """
    from eventstudy.commands import reading_as, times_as

    if (explain and (times or form)) or (times and form in ("csv", "toml")):
        raise click.UsageError("--explain and --times are forms of their own: give one form.")
    with slow_step() as tell:
        tell("reading the article")
        if times:
            read = times_as(article, form or "text", published=options["published"])
        else:
            read = reading_as(article, "explain" if explain else form or "json", **options)
    if read.plain:
        echo(read.text.rstrip("\n"))
    else:
        click.echo(read.text, nl=False)
    tell_warnings([*(f"not read: {text}" for text in read.unread), *read.warnings])
    if strict and read.unread:
        echo(f"partial: files not read: {len(read.unread)}.", err=True)
        raise SystemExit(PARTIAL)


@cli.command("align")
@click.argument("events", nargs=-1, required=True)
@ASSETS
@AS_JSON
def align_command(events: tuple[str, ...], assets: str, as_json: bool) -> None:
    """Line each event of EVENTS up with the first price that could react to it.

    EVENTS is an events.toml, a CSV (event_id,when or date,label), or ISO dates such as 2020-01-03
    or 2020-01-03T14:30-05:00.
    """
    from eventstudy.commands import alignment_of

    table, warnings = alignment_of(events, assets)
    if as_json:
        print_json(table)
    else:
        for row in table:
            flag = " (ambiguous)" if row["ambiguous"] else ""
            echo(f"{row['date'] or 'no session':10}  {row['security']:8}  {row['event_id']}{flag}")
            echo(f"{'':22}{row['reason']}")
    tell_warnings(warnings)


@cli.command()
@ASSETS
@click.option("--start", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First date.")
@click.option("--end", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last date.")
@click.option("--source", default="yahoo", show_default=True, help="Prices: yahoo or snapshot.")
@click.option("--out", type=click.Path(path_type=Path), help="CSV file to write; standard output by default.")
def fetch(assets: str, out: Path | None, **options: Any) -> None:
    """Fetch daily prices as CSV: asset, session, open, high, low, close, previous_close, roll."""
    from eventstudy.commands import fetched_csv, write_text

    with slow_step() as tell:
        text, warnings = fetched_csv(assets, tell=tell, **options)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_text(out, text)
        echo(f"wrote {out}")
    tell_warnings(warnings)


@cli.command()
@click.option("--prices", help="CSV or parquet of prices: date, then one column a security.")
@click.option("--returns", help="CSV or parquet of returns (decimals): date, then one column a security.")
@click.option(
    "--events",
    required=True,
    help="CSV with event_id,security,date; a request file; or events to be aligned.",
)
@click.option("--factors", help="CSV or parquet of factor returns: date, MKT, SMB, ..., RF.")
@click.option("--model", default="constant_mean", show_default=True, help="See: eventstudy models.")
@click.option("--event", help="Event window, first:last.  [default: -10:10]")
@click.option("--estimation", help="Estimation window, first:last.  [default: -260:-11]")
@click.option("--min-estimation", default=100, show_default=True, help="Usable returns needed.")
@click.option("--anchor", type=click.Choice(["event", "episode"]), default="event", show_default=True)
@click.option("--horizons", default="0:0,-1:1", show_default=True, help="Horizons, with commas between.")
@click.option("--tests", default="all", show_default=True, help="See: eventstudy tests.")
@click.option(
    "--on-missing-date",
    type=click.Choice(["next", "previous", "skip", "error"]),
    default="next",
    show_default=True,
)
@RETURN_KIND
@AS_JSON
@click.option("--out", type=click.Path(path_type=Path), help="Folder for results.json and CSV tables.")
@STRICT
def run(out: Path | None, as_json: bool, strict: bool, **options: Any) -> None:
    """Run an event study on tables of your own."""
    from eventstudy.commands import StudyOptions, study_of, write_study

    with slow_step() as tell:
        tell("running the study")
        study = study_of(StudyOptions(**options))
    if out is not None:
        for path in write_study(study, out):
            click.echo(f"wrote {path}", err=True)
    if as_json:
        print_json(study.document)
    else:
        for line in study.summary:
            echo(line)
    tell_warnings(study.warnings, quiet=as_json)
    finish(study.n_dropped, strict=strict)


@cli.command("simulate")
@click.option("--design", required=True, help='Designs, with commas between; "all" for every one.')
@click.option("--tests", default="all", show_default=True, help="See: eventstudy tests.")
@click.option("--samples", default=1000, show_default=True, help="Samples drawn from each design.")
@click.option("--seed", default=7, show_default=True, help="The same seed gives the same rates.")
@click.option("--horizons", default="0:0,0:2,-5:5", show_default=True, help="With commas between.")
@click.option("--alpha", default=0.05, show_default=True, help="Nominal size of the tests.")
@AS_JSON
def simulate_command(as_json: bool, **options: Any) -> None:
    """Measure how often tests reject in samples of a known design: size and power."""
    from eventstudy.commands import simulation_of
    from eventstudy.simulation_tables import rate_lines

    result = simulation_of(tell=now_and_then(SLOW_STEP), **options)
    if as_json:
        print_json(result.to_dict())
        return
    for line in rate_lines(result):
        echo(line)


@cli.command("tests")
@AS_JSON
def tests_command(as_json: bool) -> None:
    """List the test statistics: what each is for, when it fails, its source."""
    from eventstudy.inference import TESTS
    from eventstudy.inference.conventions import conventions

    rows = [
        {
            "name": name,
            "scope": entry.scope,
            "purpose": entry.purpose,
            "fails": entry.fails,
            "source": entry.source,
            "conventions": ", ".join(f"{key}={value!r}" for key, value in conventions(entry).items()),
        }
        for name, entry in TESTS.items()
    ]
    list_parts(rows, as_json=as_json)


@cli.command("models")
@AS_JSON
def models_command(as_json: bool) -> None:
    """List the normal-return models: what each is for, when it fails, its source."""
    from eventstudy.models import MODELS

    rows = [
        {
            "name": n,
            "scope": ", ".join(e.model.factors) or "no factors",
            "purpose": e.purpose,
            "fails": e.fails,
            "source": e.source,
        }
        for n, e in MODELS.items()
    ]
    list_parts(rows, as_json=as_json)


# --- what commands share ------------------------------------------------------------------------


def echo(line: str, *, err: bool = False) -> None:
    """Print a line in which control characters of the input are shown, not obeyed."""
    click.echo(plain(line), err=err)


def plain(text: str) -> str:
    """Return text without control characters that a terminal would obey; line breaks stay."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def print_json(document: Any) -> None:
    """Print one JSON document; other scripts are escaped so that any terminal can show it."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False))


def list_parts(rows: Sequence[Mapping[str, str]], *, as_json: bool) -> None:
    """Print the rows of a registry, as JSON or as a paragraph each."""
    if as_json:
        print_json(list(rows))
        return
    for row in rows:
        echo(f"{row['name']}  ({row['scope']})\n    for:    {row['purpose']}")
        echo(f"    fails:  {row['fails']}\n    source: {row['source']}")
        if row.get("conventions"):
            echo(f"    asked:  {row['name']}({row['conventions']})")


def tell_warnings(warnings: Sequence[str], *, quiet: bool = False) -> None:
    """Print warnings on standard error; with ``quiet`` they are in the document already."""
    for warning in () if quiet else warnings:
        echo(f"warning: {warning}", err=True)


def finish(n_dropped: int, *, strict: bool) -> None:
    """Exit with 4 if events were dropped and the user asked to be told."""
    if strict and n_dropped:
        echo(f"partial: events dropped: {n_dropped}; the outputs list them with reasons.", err=True)
        raise SystemExit(PARTIAL)


@contextmanager
def slow_step() -> Iterator[Any]:
    """Give a function that names the step at hand; the name is printed if the step is slow."""
    waiting: list[Timer] = []

    def tell(step: str) -> None:
        stop()
        timer = Timer(SLOW_STEP, echo, [f"{step} ..."], {"err": True})
        timer.daemon = True
        timer.start()
        waiting.append(timer)

    def stop() -> None:
        while waiting:
            waiting.pop().cancel()

    try:
        yield tell
    finally:
        stop()


def now_and_then(seconds: float) -> Callable[[str], None]:
    """Return a function that prints the step at hand, at most once in so many seconds."""
    last = monotonic()

    def tell(step: str) -> None:
        nonlocal last
        if monotonic() - last >= seconds:
            last = monotonic()
            echo(f"{step} ...", err=True)

    return tell


def fail(code: int, message: str) -> int:
    """Print an error as one line on standard error and return the exit code."""
    echo("eventstudy: " + " ".join(message.split()), err=True)
    return code


def one_line(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """Report an error nobody foresaw, in one line, in place of a traceback."""
    fail(FAILED, f"unexpected {kind.__name__}: {error}. Run with --debug for details, and please report it.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    sys.excepthook = one_line
    try:
        return int(cli.main(arguments, prog_name="eventstudy", standalone_mode=False) or DONE)
    except click.exceptions.Abort:
        return fail(STOPPED, "stopped.")
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "eventstudy"
        return fail(WRONG_INPUT, f"{error.format_message()} See: {where} --help")
    except EventStudyError as error:
        if sys.excepthook is sys.__excepthook__:
            raise
        return fail(NO_DATA if isinstance(error, DataError) else WRONG_INPUT, str(error))
    except BrokenPipeError:
        # The reader has gone: point the stream elsewhere so that the interpreter's flush is silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return fail(WRONG_INPUT, f"{error.filename or 'a file'}: {error.strerror or error}.")
    except SystemExit as error:
        return int(error.code or DONE)
