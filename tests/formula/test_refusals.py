"""What cannot be read: one plain sentence that names the remedy, with a caret under the place."""

import pytest

from lessons_lib.formula import ReadingError, TooBigError, parse

REFUSED = [
    # text, where the caret stands, a part of the sentence
    ("", 0, "nothing here to read"),
    ("   ", 3, "nothing here to read"),
    ("1 2", 2, "write 1·2, or 12 without the space"),
    ("1 000", 2, "write 1·000"),
    ("1.2.3", 3, "side by side"),
    ("x 2", 2, "write x·2 or x^2"),
    ("x²3", 2, "write · before 3"),
    ("3ᵀ", 1, "no transpose"),
    ("π2", 1, "write pi·2"),
    ("x=1", 1, "equation"),
    ("y == 2", 2, "equation"),
    ("(y:=3)", 2, "colon"),
    ("x < 1", 2, "comparison"),
    ("x.evalf", 1, "for code"),
    ("x.__class__", 1, "for code"),
    ("x . y", 2, "write decimals as 0.5"),
    ("'a'.join", 3, "for code"),
    ("'a'", 0, "Quotation marks"),
    ('"x"', 0, "Quotation marks"),
    ("x[0]", 1, "index in brackets is code"),
    ("#", 0, "for code"),
    ("x\ny", 1, "line break"),
    ("x\x00y", 1, "invisible"),
    ("x\u200by", 1, "zero width space"),
    ("x; y", 1, "rows of a matrix as [[1, 2], [3, 4]]"),
    ("50%", 2, "divide by 100"),
    ("A @ B", 2, "A·B"),
    ("90°", 2, "radians"),
    ("∞", 0, "Infinity"),
    ("∂x", 0, "differentiated"),
    ("±x", 0, "+ or −"),
    ("3½", 1, "write 3 + 1/2"),
    ("x//2", 1, "one slash"),
    ("x ☺", 2, "has no meaning"),
    ("х", 0, "Cyrillic letter that only looks like x"),
    ("2 + sin а", 8, "Cyrillic letter that only looks like a"),
    ("Α", 0, "Greek letter that only looks like A"),
    ("ｅval(1)", 0, "fullwidth sign; type e"),
    ("ж", 0, "not read here"),
    ("eval(1)", 0, "“eval” is not a known function"),
    ("factorint(x)", 0, "not a known function"),
    ("sum(x)", 0, "“sum” is not a known function"),
    ("abcd", 0, "write a product of letters with ·"),
    ("nan", 0, "not a number a formula can use"),
    ("True", 0, "not a number a formula can use"),
    ("f(x, y)", 0, "“f” is not a known function"),
    ("x + tan(π/2)", 4, "undefined on the real numbers"),
    ("cot π", 0, "undefined on the real numbers"),
    ("sin'(x)", 0, "differentiated formula itself"),
    ("none", 0, "“none” is not a known name or function"),
    ("sin", 0, "write what it acts on, as in sin(x)"),
    ("sin + 1", 0, "sin stands alone"),
    ("sin()", 4, "nothing between these brackets"),
    ("sin(x, y)", 0, "sin takes one argument"),
    ("outer(x)", 0, "outer takes two arguments"),
    ("log(x, 2, 3)", 0, "log takes one or two arguments"),
    ("log_2(x, 3)", 0, "log takes one argument"),
    ("exp^-1 x", 0, "1/exp(x)"),
    ("sin_2 x", 3, "Only log takes a subscript"),
    ("sin^", 4, "sin^2 x"),
    ("x +", 3, "too early"),
    ("* x", 0, "missing before this *"),
    ("x + * y", 4, "missing before this *"),
    ("(x", 0, "A closing ) is missing"),
    ("2(x + (y)", 1, "A closing ) is missing"),
    ("x)", 1, "add its ("),
    ("(x]", 2, "write ) instead"),
    ("[x, y)", 5, "write ] instead"),
    ("()", 1, "nothing between these brackets"),
    ("(x,)", 3, "after the comma"),
    ("x,", 2, "after the comma"),
    ("|x", 0, "A closing | is missing"),
    ("|x|y||", 6, "abs(x)"),
    ("[[1, 2], [3]]", 9, "differ in length"),
    ("[1, [2]]", 4, "differ in length"),
    ("_2", 0, "x_1"),
    ("x'", 1, "capital letter"),
    ("dy/dx", 0, "write the differentiated formula"),
    ("3 d/dx x^2", 2, "write the differentiated formula"),
    (r"\frac{d}{dx} x", 0, "write the differentiated formula"),
    (r"\int x", 0, "write the result itself"),
    ("x if x", 2, "“if” is not read"),
    ("3.5.2", 3, "write 3.5·.2."),
    ("f'(x)", 1, "derivatives are written out"),
    ("x!", 1, "whole number up to 20"),
    ("99999999!", 8, "whole number up to 20"),
    ("3!!", 2, "whole number up to 20"),
    ("1/0", 0, "undefined on the real numbers"),
    ("x + diag(2)", 4, "vector or a matrix"),
    ("x + log(-1)", 4, "numbers above 0"),
    ("(-8)^(1/3)", 0, "cbrt"),
    ("9**9**9**9", 3, "out of reach"),
    ("2 + x**(9**9**9)", 8, "out of reach"),
    ("(1/3)**(10**9)", 0, "out of reach"),
    ("1.0001^30000", 0, "out of reach"),
    ("x^20000", 2, "10000 is the most"),
    ("1e999", 0, "out of reach"),
    ("1e99999999999", 0, "out of reach"),
    ("0." + "1" * 200, 100, "too many digits"),
    ("x" * 5000, 4000, "too long"),
    ("-" * 3000 + "x", 2000, "too many parts"),
    ("-" * 100 + "x", 100, "nested too deeply"),
    ("(" * 100 + "x", 50, "nested too deeply"),
    ("x" + "/2" * 100, 101, "nested too deeply"),
    ("sin" * 100 + "x", 150, "nested too deeply"),
    (r"\foo x", 0, "not a LaTeX command"),
    (r"\frac{1}", 8, r"\frac{1}{x}"),
    (r"\sqrt[x]{2}", 5, "whole number"),
    (r"\begin{pmatrix} 1 & 2", 21, "does not end"),
    ("x & y", 2, "out of place"),
    ("\\", 0, "not a LaTeX command"),
]


@pytest.mark.parametrize(("typed", "position", "part"), REFUSED, ids=lambda value: repr(value)[:20])
def test_one_sentence_and_the_place(typed: str, position: int, part: str) -> None:
    with pytest.raises(ReadingError) as caught:
        parse(typed)
    error = caught.value
    assert part in error.message
    assert error.position == position
    assert error.text == typed
    assert error.message.endswith(".")
    assert "\n" not in error.message


@pytest.mark.parametrize(
    ("typed", "variables", "part"),
    [
        ("y", ["x"], "“y” is not a name here; the only name is x"),
        ("x2", ["x"], "“x2” is not a name here; write x·2 or x^2"),
        ("x_3", ["x1", "x2"], "the names are x1 and x2"),
        ("eval", ["x"], "“eval” is not a known function or a product of known names"),
        ("x", [], "there are no names"),
        (r"\theta", ["x"], "is not a name here"),
        ("x^T", ["x"], "^T transposes only a matrix"),
        ("X", ["x"], "capital"),
    ],
)
def test_only_the_given_names(typed: str, variables: list[str], part: str) -> None:
    with pytest.raises(ReadingError) as caught:
        parse(typed, variables=variables)
    assert part in caught.value.message


class TestCaret:
    def test_stands_under_the_place(self) -> None:
        assert str(ReadingError("Why.", "x + * y", 4)) == "Why.\nx + * y\n    ^"

    def test_stands_after_the_end(self) -> None:
        assert str(ReadingError("Why.", "x +", 3)) == "Why.\nx +\n   ^"

    def test_long_text_is_cut_around_it(self) -> None:
        message, line, caret = str(ReadingError("Why.", "a" * 500 + "!" + "b" * 500, 500)).split("\n")
        assert len(line) < 70
        assert line[caret.index("^")] == "!"
        assert message == "Why."

    def test_signs_without_width_are_shown_as_dots(self) -> None:
        assert str(ReadingError("Why.", "x\u200b\n+", 3)) == "Why.\nx··+\n   ^"

    def test_wide_signs_take_two_columns(self) -> None:
        assert str(ReadingError("Why.", "ｅ+", 1)).endswith("\n  ^")


@pytest.mark.parametrize(
    "typed", ["x" * 5000, "(" * 60 + "x", "1" * 200, "1e400", "9^9^9", "x^(10^5)", "x+" * 2000 + "x"]
)
def test_what_is_too_big_is_told_apart(typed: str) -> None:
    with pytest.raises(TooBigError):
        parse(typed)
