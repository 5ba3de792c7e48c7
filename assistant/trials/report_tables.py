"""The report in words and tables. Word, Excel, CSV and the app show these; each gives them its own form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.phrasing import era_year
from assistant.tables import Cell
from assistant.trials.counts import By, Said
from assistant.trials.figures import OTHERS, Report, Row, Saved, Words
from assistant.trials.values import Month, Rating
from assistant.trials.withholding import FEWEST

WITHHELD = "秘匿"
NOTHING = "―"
BY_NAMES = {By.USE_CASE: "使い方", By.DEPARTMENT: "部署", By.WEEK: "週"}
RATING_NAMES = {
    Rating.SERVED: "役に立った",
    Rating.PARTLY: "一部役に立った",
    Rating.NOT: "役に立たなかった",
    None: "評価なし",
}
USE_HEADER = ("回数", "人数", *RATING_NAMES.values(), "使った", "使わなかった")
TIME_HEADER = (
    "時間の回答（件）",
    "回答した人数",
    "減った分（中央値）",
    "減った分（下の四分位）",
    "減った分（上の四分位）",
    "長くなった（件）",
    "費用（円）",
    "費用の分かる回数",
)
HOW_COUNTED = (
    f"{FEWEST}人未満の区分は、個人の数字が分からないように「{OTHERS}」にまとめます。",
    f"全体からの引き算でも分からないように、{FEWEST}人以上の区分を一緒にまとめることがあります。",
    f"「{WITHHELD}」は、その答えをした人が{FEWEST}人未満などのため、示さない数です。",
    "減った時間は、本人が答えた「作業前の見込み」から「実際」（確かめる時間を含む）を引いた分で、測った値ではありません。",
    "見込みと実際の両方に答えた回だけを使います。答えのない回を推し量ることはせず、合計も示しません。",
    "中央値は、小さい順に並べて真ん中の値です。四分位は、中ほどの半分が入る範囲の両端です（Excel の QUARTILE.INC）。",
    "費用は、設定にある1,000トークンあたりの値段で計算した額です。言語モデルを使わない回は0円です。",
    "値段やトークン数の分からない回は、費用に入れていません。",
    "週は月曜日からの7日間で、この月の日だけを数えています。日付は日本時間です。",
    "理由は本人の言葉のままです。誰が、いつ書いたかは載せません。",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title, the names of its columns, its rows."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def month_name(month: Month | None) -> str:
    """令和5年7月, or 全期間."""
    return f"{era_year(date(month.year, month.month, 1))}{month.month}月" if month else "全期間"


def title(report: Report) -> str:
    """What stands above the report."""
    return f"生成AI 試行の記録（{month_name(report.month)}）"


def nothing(report: Report) -> str:
    """The one sentence of a report of nothing."""
    return (
        f"{month_name(report.month)}は、試行の記録がありません。" if report.month else "試行の記録は、まだありません。"
    )


def sentences(report: Report) -> tuple[str, ...]:
    """The whole in sentences, each figure with the number of answers behind it."""
    total = report.total
    if report.is_empty:
        return (nothing(report),)
    who = f"{total.people:,}人が、{report.departments:,}部署で、"
    what = f"{report.use_cases:,}種類の使い方を、合わせて{total.runs:,}回試しました。"
    few = f"試した人が{FEWEST}人未満のため、内訳は分けて示しません。" if total.people < FEWEST else ""
    return (who + what + few, _rated(total), _used(total), saved(total.saved, total.runs), _cost(report))


def saved(found: Saved | None, runs: int) -> str:
    """Minutes saved as a sentence, with the answers behind them and the range."""
    if found is None:
        return "減った時間は、答えた人が少ないため示しません。"
    if not found.answers:
        return "減った時間の回答は、まだありません。"
    longer = f"うち{found.longer:,}件は、かえって長くかかりました。" if found.longer else ""
    return (
        f"減った時間は、1回あたり{number(found.median)}分（中央値）で、中ほどの半分は{number(found.lower)}分から"
        f"{number(found.upper)}分までです。{runs:,}回のうち、{found.people:,}人の{found.answers:,}件の回答によります。{longer}"
    )


def use(report: Report, by: By) -> Table:
    """How often, and how it served; the whole in the last row."""
    rows = tuple((row.label, *_use(row)) for row in (*report.by[by], report.total))
    return Table(f"{BY_NAMES[by]}ごとの回数と評価", (BY_NAMES[by], *USE_HEADER), rows)


def time(report: Report, by: By) -> Table:
    """Minutes saved and cost; the whole in the last row."""
    rows = tuple((row.label, *_time(row)) for row in (*report.by[by], report.total))
    return Table(f"{BY_NAMES[by]}ごとの時間と費用", (BY_NAMES[by], *TIME_HEADER), rows)


def both(report: Report, by: By) -> Table:
    """The two beside each other."""
    left, right = use(report, by), time(report, by)
    rows = tuple((*one, *other[1:]) for one, other in zip(left.rows, right.rows, strict=True))
    return Table(f"{BY_NAMES[by]}ごと", (*left.header, *right.header[1:]), rows)


def worked(report: Report) -> Table:
    """What served in at least half of the runs that were rated."""
    rows = []
    for one in report.worked:
        assert one.row.ratings is not None  # by what it means to have worked
        rated = one.row.ratings
        median = number(one.row.saved.median) if one.row.saved else WITHHELD
        answers = f"（{one.row.saved.answers:,}件）" if one.row.saved and one.row.saved.answers else ""
        staff = "○" if one.by_staff else ""
        rows.append((one.row.label, staff, f"{rated.served:,}／{rated.rated:,}", f"{median}{answers}", one.word))
    header = ("使い方", "職員の提案", "役に立った／評価", "減った分（中央値）", "本人の言葉")
    return Table("成果のあった使い方", header, tuple(rows))


def said(title: str, all_of_it: Iterable[Words], most: int | None = None) -> Table:
    """What people said in their own words, the newest of each rating; how many more there are is said below."""
    rows: list[tuple[Cell, ...]] = []
    for words in all_of_it:
        shown = _newest(words.said, most)
        rows += [(words.label, RATING_NAMES[one.rating], one.words) for one in shown]
        if len(shown) < words.total:
            rows.append((words.label, "", f"ほかに{words.total - len(shown):,}件あります。"))
    return Table(title, ("使い方", "評価", "言葉"), tuple(rows))


def survey(report: Report) -> Table:
    """How many use it, and why not."""
    found = report.survey
    rows = [
        *(("使っているか", *one) for one in found.uses),
        *(("使わない、あまり使わない理由", *one) for one in found.reasons),
    ]
    return Table(f"アンケート（回答{found.answers:,}件）", ("問い", "答え", "件数"), tuple(rows))


def tables(report: Report) -> tuple[Table, ...]:
    """Every table of the report that has something in it, in order."""
    by_group = () if report.is_empty else tuple(both(report, by) for by in By)
    found = (
        *by_group,
        worked(report),
        said("理由（本人の言葉）", report.reasons),
        said("共有された例", report.shared),
        Table("アンケートの言葉", ("言葉",), tuple((words,) for words in report.survey.words)),
    )
    with_figures = (survey(report),) if report.survey.answers else ()
    return (*(one for one in found[:-1] if one.rows), *with_figures, *(one for one in found[-1:] if one.rows))


def as_lines(report: Report) -> Iterator[str]:
    """The report for the terminal."""
    yield title(report)
    for sentence in sentences(report):
        yield f"・{sentence}"
    for table in tables(report):
        yield ""
        yield f"■ {table.title}"
        yield from (" ｜ ".join(text(cell) for cell in row) for row in (table.header, *table.rows))


def as_json(report: Report) -> dict[str, Any]:
    """The report as the command line prints it: tables with the names of their columns, figures as numbers."""
    month = f"{report.month.year:04}-{report.month.month:02}" if report.month else None
    return {
        "month": month,
        "summary": list(sentences(report)),
        "tables": {
            table.title: [dict(zip(table.header, row, strict=True)) for row in table.rows] for table in tables(report)
        },
        "notes": list(HOW_COUNTED),
    }


def number(value: float | None) -> str:
    """A figure as people write it: 1,234 or 8.75, at most two decimals."""
    if value is None:
        return NOTHING
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def text(cell: Cell) -> str:
    """A cell as it is printed."""
    return cell if isinstance(cell, str) else number(cell)


def _rated(row: Row) -> str:
    assert row.ratings is not None  # the whole is never withheld
    found = row.ratings
    if not found.rated:
        return "評価は、まだありません。"
    unrated = f"評価のない回が{row.runs - found.rated:,}回あります。" if row.runs > found.rated else ""
    return (
        f"評価のあった{found.rated:,}回のうち、役に立ったものが{found.served:,}回（{found.served / found.rated:.0%}）、"
        f"一部役に立ったものが{found.partly:,}回、役に立たなかったものが{found.not_served:,}回です。{unrated}"
    )


def _used(row: Row) -> str:
    assert row.use is not None  # the same
    told = row.use.used + row.use.unused
    if not told:
        return "下書きを使ったかどうかの回答は、まだありません。"
    return f"使ったかどうかの回答があった{told:,}回のうち、{row.use.used:,}回で下書きを使いました。"


def _cost(report: Report) -> str:
    cost = report.total.cost
    assert cost is not None  # the same
    unknown = report.total.runs - cost.priced
    rest = f"費用の分からない回が、ほかに{unknown:,}回あります。" if unknown else ""
    spent = f"費用は{number(cost.yen)}円です（費用の分かる{cost.priced:,}回分）。" if cost.priced else ""
    waited = f"出てくるまでの時間は、平均{number(report.mean_seconds)}秒です。"
    return f"{spent}{rest}入力は{report.tokens_in:,}トークン、出力は{report.tokens_out:,}トークンでした。{waited}"


def _use(row: Row) -> tuple[Cell, ...]:
    rated: tuple[Cell, ...] = (WITHHELD,) * 4
    if row.ratings is not None:
        found = row.ratings
        rated = (found.served, found.partly, found.not_served, row.runs - found.rated)
    used: tuple[Cell, ...] = (row.use.used, row.use.unused) if row.use is not None else (WITHHELD,) * 2
    return (row.runs, row.people, *rated, *used)


def _time(row: Row) -> tuple[Cell, ...]:
    found = row.saved
    saved: tuple[Cell, ...] = (WITHHELD,) * 6
    if found is not None:
        quartiles = (NOTHING if one is None else round(one, 2) for one in (found.median, found.lower, found.upper))
        saved = (found.answers, found.people, *quartiles, found.longer)
    cost: tuple[Cell, ...] = (WITHHELD,) * 2
    if row.cost is not None:
        cost = (round(row.cost.yen, 2) if row.cost.priced else NOTHING, row.cost.priced)
    return (*saved, *cost)


def _newest(said: tuple[Said, ...], most: int | None) -> list[Said]:
    """The newest `most` (None: all there are) of each rating."""
    return [one for rating in RATING_NAMES for one in [words for words in said if words.rating is rating][:most]]
