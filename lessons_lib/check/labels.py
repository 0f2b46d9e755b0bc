r"""What stands before an answer without being part of it: f'(x) =, dy/dx =, λ1 =, $...$, \boxed{...}.

A label is replaced by spaces of the same length, so that positions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lessons_lib.formula import natural_order, plain_signs

_WRAPPINGS = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<sign>\$\$?)(?P<inner>[^$]+)(?P=sign)",
        r"`+(?P<inner>[^`]+)`+",
        r"\\\((?P<inner>.+)\\\)",
        r"\\\[(?P<inner>.+)\\\]",
        r"\\begin\{(?P<name>(?:equation|align(?:ed)?|gather|math)\*?)\}(?P<inner>.+)\\end\{(?P=name)\}",
        r"(?:⇒|→|=>|->|∴|\\Rightarrow|\\implies|\\to(?![a-z])|\\therefore|&?=(?!=))(?P<inner>.+)",
        r"(?P<inner>.+);",
        r"(?P<inner>.*[^\s0-9.])\.",
    )
]
_MOST_LAYERS, _MOST_SIGNS, _LONGEST = 5, 5_000, 80
_OPENING, _CLOSING = frozenset("([{⟨"), frozenset(")]}⟩")

_LAYOUT = re.compile(r"\\(?:left|right|displaystyle|quad|[bB]igg?[lr]?)(?![A-Za-z])|\\[,;:! ]")
_DOT = re.compile(r"\\(d)?dot\s*\{?\s*([A-Za-z])\s*\}?")
_FONT = re.compile(
    r"\\(?:math(?:rm|bf|it|sf|cal|bb)|boldsymbol|bm|text(?:rm|bf|it)?|operatorname|vec|hat|bar|overline"
    r"|underline|tilde)\*?(?:\{([^{}]*)\}|([A-Za-z]))"
)
_FRACTION = re.compile(r"\\[dtc]?frac\{([^{}]*)\}\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_WORDS = {"nabla": "∇", "partial": "∂", "lambda": "λ", "mid": "|", "lvert": "|", "rvert": "|", "lVert": "‖",
          "rVert": "‖", "Vert": "‖", "vert": "|", "theta": "θ", "sigma": "σ", "mu": "μ", "gamma": "γ",
          "alpha": "α", "beta": "β", "kappa": "κ", "Delta": "Δ"}  # fmt: skip

_NAME = r"(?:Δ?[A-Za-zα-ωΔ](?:_?[0-9₀-₉]+(?:,[0-9]+)*|_[A-Za-z]{1,3}|_\([A-Za-z0-9,]+\))?)"
_ARGS = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])"
_AT = r"(?:\|_?\(?[\w=,.+*/()-]+)?"
_D = r"[d∂D]"
_TWICE = r"(?:\^?[0-9]|[²³])?"
_FUNCTION = rf"(?:{_NAME}|[HJD][A-Za-z])(?:\^\(?[0-9n]\)?)?'*{_ARGS}?'*"
_OF = rf"(?:{_FUNCTION}|{_ARGS})?"
_DERIVATIVE = rf"\(?{_D}{_TWICE}(?:{_NAME}|{_ARGS})?{_ARGS}?\)?/\(?(?:{_D}{_NAME}{_TWICE})+\)?{_OF}"
_SLOPE = rf"(?:∇{_TWICE}|grad|Grad|Hess|Jac|det|tr|div|curl|rot|{_D}_\(?[A-Za-z]+\)?){_OF}"
_WORD = (
    r"(?:my|the)?(?:final)?(?:ans|answer|result|solution|slope|gradient|derivative|jacobian|hessian|jacobimatrix"
    r"|tangent|value|determinant|trace|eigenvalues?|limit|velocity|acceleration)(?:is|of\w+)?"
)
_COMBINED = rf"\([A-Za-z][*·/+∘-]?[A-Za-z]\)'*{_ARGS}?"
_CORE = rf"(?:{_DERIVATIVE}|{_COMBINED}|{_SLOPE}|{_FUNCTION}|\(.*\)'+)"
_LABEL = re.compile(
    rf"(?:{_CORE}{_AT}|(?:\|\|?|‖){_CORE}(?:\|\|?|‖)|[a-z]\*|{_NAME}\^\(?(?:-1|T)\)?|{_NAME}[*·]{_NAME}|\({_NAME}(?:,{_NAME})*\)|(?i:{_WORD}))"
)
_BARE = re.compile(rf"{_NAME}(?:,{_NAME})*")
_PARTIAL = re.compile(
    rf"{_D}(?:{_NAME})?{_ARGS}?/{_D}(?P<by>{_NAME}){_ARGS}?|[A-Za-z]_\(?(?P<below>[A-Za-z])\)?{_ARGS}?"
)

NOT_UNDERSTOOD = "What stands before the = sign is not understood; leave it out, with the = sign."
SEVERAL = "There are several = signs here; write only the last formula."


def unwrapped(text: str) -> tuple[str, int]:
    r"""Return a formula without what only wraps it, and where it starts."""
    start = 0
    for _ in range(_MOST_LAYERS if len(text) < _MOST_SIGNS else 0):
        start += len(text) - len(text.lstrip())
        text = text.strip()
        found = next((match for each in _WRAPPINGS if (match := each.fullmatch(text))), None)
        if found is None:
            break
        text, start = found["inner"], start + found.start("inner")
    return text, start


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labels blanked out; `partials` names what each entry of a list is derived by."""

    text: str
    labels: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def partials(self) -> tuple[str, ...]:
        """The variable of each label such as f_x or ∂f/∂x, "" for others."""
        found = (_PARTIAL.fullmatch(_cleaned(label)) for label in self.labels)
        return tuple((match["by"] or match["below"]) if match else "" for match in found)

    @property
    def order(self) -> tuple[int, ...]:
        """The entries in the natural order of their labels: λ1 before λ2."""
        cleaned = [_cleaned(label) for label in self.labels]
        return tuple(sorted(range(len(cleaned)), key=lambda i: natural_order(cleaned[i])))


def labelled(text: str, names: tuple[str, ...] | None = None, own: tuple[str, ...] = ()) -> Labelled:
    """Take the labels off a text: one before the whole, or one before each entry of a list.

    A bare name is no label where it is one of `own`, the names of what is expected: then x = 1 is one.
    """
    plain = plain_signs(text[:_MOST_SIGNS]) + text[_MOST_SIGNS:]
    signs = list(_equal_signs(plain))
    if not signs:
        return Labelled(text)
    if len(signs) == 1:
        return _one_label(text, plain, signs[0], names, own)
    parts = list(_parts(plain))
    found = [(start, sign) for start, end, sign in _each(parts, signs)]
    if len(found) == len(parts) == len(signs):
        labels = tuple(text[start : sign + 1].strip() for start, sign in found)
        if all(_is_label(plain[start:sign]) for start, sign in found):
            for start, sign in found:
                text = text[:start] + " " * (sign + 1 - start) + text[sign + 1 :]
            for _, end in parts[:-1]:
                width = 1 if text[end] in ",;" else len(" and ")
                text = text[:end] + ",".ljust(width) + text[end + width :]
            return Labelled(text, labels)
    return Labelled(text, trouble=SEVERAL)


def sides(line: str) -> Iterator[tuple[str, str]]:
    """Yield (variable of its label, formula) for what stands between the equal signs of a line."""
    line, _ = unwrapped(line)
    plain = plain_signs(line[:_MOST_SIGNS]) + line[_MOST_SIGNS:]
    found = labelled(line)
    if len(found.labels) > 1:
        parts = [found.text[start:end].strip() for start, end in _parts(plain)]
        yield from zip(found.partials, parts, strict=True)
        return
    signs = list(_equal_signs(plain))
    pieces = [line[i:j] for i, j in zip([0, *(sign + 1 for sign in signs)], [*signs, len(line)], strict=True)]
    name = ""
    if signs and not _is_operator(pieces[0]) and (not pieces[0].strip() or _is_label(plain[: signs[0]])):
        name = Labelled("", (pieces[0],)).partials[0]
        pieces = pieces[1:]
    yield from ((name, piece.strip(" &")) for piece in pieces if piece.strip(" &"))


def is_label(text: str) -> bool:
    """Tell whether a text only names an answer, as f'(x) and dy/dx do."""
    return _is_label(text) and not _is_operator(text)


def _is_operator(text: str) -> bool:
    """Tell whether a text such as d/dx(x^2) or (x^2)' is a formula to differentiate."""
    return bool(re.match(r"(?:[d∂]/[d∂][^\W\d_](?:_?\d+)?\(|\(.*\)')", plain_signs(text).replace(" ", "")))


def _one_label(
    text: str, plain: str, sign: int, names: tuple[str, ...] | None, own: tuple[str, ...]
) -> Labelled:
    label, rest = plain[:sign].rstrip(":&"), plain[sign + 1 :]
    if not rest.strip(" &"):
        return Labelled(text)
    if not label.strip() or (_is_label(label) and not _is_equation(label, rest, names, own)):
        keeps = plain[sign] == "≈"
        blank = " " * (sign + (0 if keeps else 1 + (rest[:1] == "&")))
        return Labelled(blank + text[len(blank) :], (text[: sign + 1].strip(),))
    if _is_label(rest) and re.search(r"'|/|∇", _cleaned(rest)) and not _BARE.fullmatch(_cleaned(rest)):
        return Labelled(text[:sign], (text[sign:].strip(),))
    return Labelled(text) if plain[sign] in "≈:" else Labelled(text, trouble=NOT_UNDERSTOOD)


def _is_equation(label: str, rest: str, names: tuple[str, ...] | None, own: tuple[str, ...]) -> bool:
    """Tell whether x = 2y or y = x y is meant, where the name is one of the formula's own."""
    name = _cleaned(label)
    if not _BARE.fullmatch(name) or "," in name:
        return False
    letters = set(re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[A-Za-z]+", rest)) - {"e", "pi", "sqrt"}
    return name in own or ((name in (names or "xt") or name in letters) and bool(letters))


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_LABEL.fullmatch(_cleaned(text)))


def _cleaned(label: str) -> str:
    """Return a label without layout, fonts and spaces."""
    label = _LAYOUT.sub("", plain_signs(label)).replace("\\|", "‖")
    label = _DOT.sub(lambda found: f"{found[2]}{len(found[1] or '') * chr(39)}'", label)
    for _ in range(3):
        label = _FONT.sub(lambda found: found[1] or found[2] or "", label)
    label = _COMMAND.sub(lambda found: _WORDS.get(found[1], found[0]), label)
    label = re.sub(r"[\s&$]", "", label).strip("=≈:")
    label = _COMMAND.sub(r"\1", _FRACTION.sub(r"\1/\2", label))
    return re.sub(r"\{([^{}]*)\}", r"\1", re.sub(r"\{([^{}]*)\}", r"\1", label))


def _equal_signs(plain: str) -> Iterator[int]:
    """Yield where = and ≈ stand outside of brackets, and the colon after a first word."""
    depth = 0
    for place, sign in enumerate(plain):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0 and sign in "=≈:" and _equates(plain, place):
            yield place


def _equates(plain: str, place: int) -> bool:
    before, after = plain[:place], plain[place + 1 : place + 2]
    if plain[place] == "≈":
        return bool(before.strip())
    if plain[place] == ":":
        return after != "=" and _is_label(before)
    return after != "=" and before[-1:] not in {"<", ">", "!", "="}


def _parts(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts between commas outside of brackets begin and end."""
    depth = start = 0
    for found in re.finditer(r"[(\[{⟨]|[)\]}⟩]|,|;| and ", plain):
        depth += (found[0] in _OPENING) - (found[0] in _CLOSING)
        if depth == 0 and found[0] in {",", ";", " and "}:
            yield start, found.start()
            start = found.end()
    yield start, len(plain)


def _each(parts: list[tuple[int, int]], signs: list[int]) -> Iterator[tuple[int, int, int]]:
    """Yield each part with its one equal sign."""
    for start, end in parts:
        inside = [sign for sign in signs if start <= sign < end]
        if len(inside) == 1:
            yield start, end, inside[0]
