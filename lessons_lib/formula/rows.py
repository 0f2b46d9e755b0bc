"""Rows of matrices as programs print them: [1 2; 3 4], [ 4. -2.], [[1. 2.] [3. 4.]]; commas are put in."""

from __future__ import annotations

from dataclasses import replace

from .tokens import Token

_OPENING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "begin": "end", "determinant": "end"}
_ENDS = frozenset((")", "]", "}", "⟩", "'", "!", "top"))
_STARTS = frozenset(("(", "[", "{", "frac", "root", "√", "∛", "∜"))


def with_commas(tokens: list[Token]) -> tuple[list[Token], list[tuple[int, int]]]:
    """Return tokens with commas between the entries of each square bracket, and where a sign parted two.

    Entries may be parted by spaces where there are rows with semicolons, where all are numbers, and where
    a sign has a space before it and none after it.
    """
    if not any(_is(token, "[", ";") for token in tokens):
        return tokens, []
    found: list[Token] = []
    signed: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        end = _closing(tokens, index) if _is(tokens[index], "[", "(") else None
        if end is None or (_is(tokens[index], "(") and len(_split(tokens[index + 1 : end], ";")) < 2):
            found.append(tokens[index])
            index += 1
            continue
        inside, parted = _entries(tokens[index + 1 : end])
        if parted:
            signed.append((tokens[index].start, tokens[end].end))
        inside, deeper = with_commas(inside)
        signed += deeper
        found += [tokens[index], *inside, tokens[end]]
        index = end + 1
    return found, signed


def _is(token: Token, *symbols: str) -> bool:
    return token.kind == "symbol" and token.text in symbols


def _closing(tokens: list[Token], start: int) -> int | None:
    """Return where the bracket that opens at `start` is closed."""
    open_now: list[str] = []
    for index in range(start, len(tokens)):
        token = tokens[index]
        if _is(token, *_OPENING):
            open_now.append(_OPENING[token.text])
        elif _is(token, *_OPENING.values()):
            if open_now.pop() != token.text:
                return None
            if not open_now:
                return index
    return None


def _split(tokens: list[Token], symbol: str) -> list[list[Token]]:
    """Split at a sign that stands in no inner bracket."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += _is(token, *_OPENING) - _is(token, *_OPENING.values())
        if depth == 0 and _is(token, symbol):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _entries(inside: list[Token]) -> tuple[list[Token], bool]:
    rows = [row for row in _split(inside, ";") if row]
    if not rows or all(len(row) == 0 for row in rows):
        return inside, False
    has_rows = len(_split(inside, ";")) > 1
    parted = [_row(row, is_matrix=has_rows) for row in rows]
    signed = any(by_sign for _, by_sign in parted)
    if not has_rows:
        return _joined(parted[0][0]), signed
    is_column = all(len(row) == 1 for row, _ in parted)
    lines = [_joined(row) if is_column else _bracketed(_joined(row)) for row, _ in parted]
    return _joined(lines), signed


def _row(row: list[Token], *, is_matrix: bool) -> tuple[list[list[Token]], bool]:
    """Return the entries of a row, and whether a sign parted two of them."""
    by_commas = _split(row, ",")
    if len(by_commas) > 1:
        return by_commas, False
    pieces, signs = _parted(row)
    if len(pieces) > 1 and (is_matrix or _are_entries(pieces, signs)):
        return pieces, any(signs)
    return [row], False


def _parted(row: list[Token]) -> tuple[list[list[Token]], list[bool]]:
    """Part a row at spaces between what could be entries; for each part, whether a sign begins it."""
    pieces: list[list[Token]] = [[]]
    signs = []
    depth = 0
    for index, token in enumerate(row):
        before = row[index - 1] if index else None
        if before is not None and depth == 0 and pieces[-1] and _ends(before):
            after = row[index + 1] if index + 1 < len(row) else None
            is_apart = token.start > before.end
            is_signed = _is(token, "+", "-") and after is not None and after.start == token.end
            if (is_apart and (_starts(token) or is_signed)) or (_is(before, "]") and _is(token, "[")):
                pieces.append([])
                signs.append(_is(token, "+", "-"))
        depth += _is(token, *_OPENING) - _is(token, *_OPENING.values())
        pieces[-1].append(token)
    return pieces, signs


def _ends(token: Token) -> bool:
    return token.kind in {"number", "name", "constant"} or _is(token, *_ENDS)


def _starts(token: Token) -> bool:
    return token.kind in {"number", "name", "constant", "function"} or _is(token, *_STARTS)


def _are_entries(pieces: list[list[Token]], signs: list[bool]) -> bool:
    """Tell whether spaces alone part entries: between numbers, between brackets, before signs."""
    if all(map(_is_number, pieces)) or all(_is(piece[0], "[") and _is(piece[-1], "]") for piece in pieces):
        return True
    return all(sign or piece[0].kind == "number" for piece, sign in zip(pieces[1:], signs, strict=True))


def _is_number(piece: list[Token]) -> bool:
    return all(token.kind == "number" or _is(token, "+", "-", "/") for token in piece)


def _joined(parts: list[list[Token]]) -> list[Token]:
    found: list[Token] = []
    for part in parts:
        if found and part:
            found.append(_sign(",", part[0].start))
        found += part
    return found


def _bracketed(row: list[Token]) -> list[Token]:
    return [_sign("[", row[0].start), *row, _sign("]", row[-1].end)]


def _sign(symbol: str, place: int) -> Token:
    return replace(_TEMPLATE, text=symbol, start=place, end=place)


_TEMPLATE = Token("symbol", ",", 0, 0)
