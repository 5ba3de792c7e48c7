"""The file of a use case: what it becomes, that it is written as it was read, that a fault is named with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.trials.use_case_file import UseCaseError, read, write
from assistant.trials.values import Input, InputKind, MayPutIn, UseCase

GOOD = """---
題名: 照会文の案
目的: ほかの課に尋ねる文の案を作る。
入れてよいもの: 個人情報不可
確認する人: 照会する職員
外に出せるか: いいえ
できないこと: 相手の事情は分からない。
作成者: 総務課
版: 3
入力:
- 宛先 | 一行 | 必須 | だれに送るか
- 期限 | 日付 | 任意
- 調子 | 選択（ていねい／ふつう） | 必須 | 文の調子
---
=== system ===
${調子}な文で書きます。
=== user ===
$宛先

期限は $期限 です。費用は $$100 です。
尋ねること：
$尋ねること
=== 見本：宛先 ===
各課の庶務担当
=== 見本：調子 ===
ふつう
"""


def test_a_file_becomes_a_use_case_and_its_form() -> None:
    found = read("照会文", GOOD)
    assert found == UseCase(
        id="照会文",
        title="照会文の案",
        purpose="ほかの課に尋ねる文の案を作る。",
        inputs=(
            Input("宛先", "宛先", InputKind.TEXT, True, (), "だれに送るか"),
            Input("期限", "期限", InputKind.DATE, False),
            Input("調子", "調子", InputKind.CHOICE, True, ("ていねい", "ふつう"), "文の調子"),
            Input("尋ねること", "尋ねること", InputKind.LONG_TEXT),  # no line describes it
        ),
        messages=(
            ("system", "${調子}な文で書きます。"),
            ("user", "$宛先\n\n期限は $期限 です。費用は $$100 です。\n尋ねること：\n$尋ねること"),
        ),
        may_put_in=MayPutIn.NO_PERSONAL,
        checked_by="照会する職員",
        may_leave=False,
        cannot="相手の事情は分からない。",
        example=(("宛先", "各課の庶務担当"), ("調子", "ふつう")),
        author="総務課",
        version=3,
    )


def test_it_is_written_as_it_was_read() -> None:
    found = read("照会文", GOOD)
    assert read("照会文", write(found)) == found


def test_word_and_windows_leave_it_readable() -> None:
    typed = GOOD.replace("題名:", "題名：").replace(" | ", "｜").replace("\n", "\r\n")
    assert read("照会文", "\ufeff" + typed) == read("照会文", GOOD)


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("---\n題名", "題名", 1, "「---」の行から"),
        ("題名: 照会文の案", "題名 照会文の案", 2, "読み取れません"),
        ("題名: 照会文の案", "題名:", 2, "値がありません"),
        ("作成者: 総務課", "作者: 総務課", 8, "「作者」という項目はありません"),
        ("作成者: 総務課", "目的: もう一つ", 8, "二度書かれています（初めは3行目）"),
        ("個人情報不可", "なんでも", 4, "公開情報のみ、庁内情報まで、個人情報不可のどれか"),
        ("外に出せるか: いいえ", "外に出せるか: たぶん", 6, "はい、いいえのどれか"),
        ("版: 3", "版: 三", 9, "1以上の整数"),
        ("- 宛先 | 一行 | 必須", "- 宛先 | 一行 | かならず", 11, "必須、任意のどちらか"),
        ("- 宛先 | 一行 | 必須 | だれに送るか", "- 宛先 | 一行", 11, "名前 | 種類 | 必須 | 説明"),
        ("- 宛先 | 一行", "- 宛 先 | 一行", 11, "空白や記号を入れず"),
        ("- 宛先 | 一行", "- 宛先 | 数字", 11, "入力の種類「数字」"),
        ("- 期限 | 日付", "- 宛先 | 日付", 12, "二度書かれています（初めは11行目）"),
        ("選択（ていねい／ふつう）", "選択（ていねい）", 13, "2つ以上"),
        ("できないこと: 相手の事情は分からない。\n", "", 13, "できないことがありません"),
        ("=== user ===", "=== 依頼 ===", 17, "使えません"),
        ("=== system ===", "はじめに\n=== system ===", 15, "「=== system ===」か"),
        ("${調子}な文で", "$調子な文で", 16, "${調子} と書いてください"),
        ("${調子}な文で", "${宛先}への文を", 16, "system に書けません"),
        ("$宛先\n\n期限", "宛先\n\n期限", 11, "どこにも $宛先 として出てきません"),
        ("$$100", "$ 100", 20, "$$ と書いてください"),
        ("=== 見本：宛先", "=== 見本：あて先", 23, "「あて先」という入力はありません"),
        ("=== 見本：調子 ===\nふつう", "=== 見本：調子 ===\n砕けた", 26, "ていねい、ふつうのどれか"),
        ("=== 見本：調子 ===\nふつう\n", "=== 見本：調子 ===\n", 25, "下に何も書かれていません"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(before: str, after: str, line: int, said: str) -> None:
    assert GOOD.count(before) == 1
    with pytest.raises(UseCaseError) as error:
        read("照会文", GOOD.replace(before, after))
    assert error.value.line == line
    assert str(error.value).startswith(f"{line}行目：")
    assert said in str(error.value)


def test_a_file_without_an_order_to_the_model_is_refused() -> None:
    with pytest.raises(UseCaseError, match="=== user ==="):
        read("照会文", GOOD.partition("=== user ===")[0].replace("- 宛先 | 一行 | 必須 | だれに送るか\n", ""))


@pytest.mark.parametrize(
    "change", [{"title": "二行の\n題名"}, {"title": ""}, {"messages": (("user", "=== user ==="),)}]
)
def test_what_a_file_cannot_hold_is_not_written(change: dict[str, object]) -> None:
    with pytest.raises(UseCaseError):
        write(replace(read("照会文", GOOD), **change))  # type: ignore[arg-type]


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(title=words, purpose=words, hint=words, told=st.text(max_size=40))
def test_whatever_is_written_reads_back_the_same(title: str, purpose: str, hint: str, told: str) -> None:
    base = read("照会文", GOOD)
    asked = f"{told.replace('$', '$$')}\n$宛先\n{base.messages[1][1]}".strip()
    changed = replace(
        base,
        title=title,
        purpose=purpose,
        inputs=(replace(base.inputs[0], hint=hint), *base.inputs[1:]),
        messages=(base.messages[0], ("user", asked)),
    )
    try:
        text = write(changed)
    except UseCaseError:
        return
    assert read("照会文", text) == changed
