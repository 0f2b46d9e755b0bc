"""One widget: a matplotlib picture that moves and can be touched."""

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, ClassVar

import anywidget
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from traitlets import Bool, Bytes, Dict, Float, List, Unicode

from lessons_lib.live.encoding import encode_frame, encode_still, frame_type, with_caption
from lessons_lib.live.handle import Handle, axes_message
from lessons_lib.live.raster import DRAWING, Pixels, Raster
from lessons_lib.live.tiles import COLUMNS, SIDE, changed_tiles
from lessons_lib.live.windows import Message, Windows, advice
from lessons_lib.saving import own_id

STILL_RATIO = 2.0
NARROW = 0.68  # of a picture's width: with less room its letters would be too small
FRONT_END = Path(__file__).parent / "browser"
PARTS = ("courier", "scales", "grip", "controls", "mosaic", "stage")
WORDS = {
    "move": ("name", "x", "y"),
    "slide": ("name", "value"),
    "turn": ("azimuth", "elevation"),
    "reset": (),
}


class LiveFigure(anywidget.AnyWidget):
    """Show one figure, redraw it when told, and let people drag its handles.

    Notes
    -----
    Safe to refresh from several threads: one lock serves all figures, since they share matplotlib's text
    machinery and may share points, and two locks could each wait for the other. An exception in ``update``
    is shown in the widget, and the last good frame stays.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> (line,) = figure.add_subplot().plot([0, 1])
    >>> live = LiveFigure(figure, lambda: [line], caption=lambda: "A line from 0 to 1.")
    >>> live.caption
    'A line from 0 to 1.'
    """

    # The picture, one of all, that says how all could be quicker.
    _adviser: ClassVar[str] = ""

    # As text: a path is watched for changes, and the watch would keep every closed widget for good.
    _esm = "\n".join((FRONT_END / f"{part}.js").read_text("utf-8") for part in PARTS)
    _css = (FRONT_END / "live.css").read_text("utf-8")

    background = Bytes(b"").tag(sync=True)
    frame = Bytes(b"").tag(sync=True)
    places = Bytes(b"").tag(sync=True)
    tiling = List([SIDE, COLUMNS]).tag(sync=True)
    frame_type = Unicode().tag(sync=True)
    plain = Bool(False).tag(sync=True)
    size: List[Any] = List().tag(sync=True)
    ratio = Float(1.0).tag(sync=True)
    boxes: List[Any] = List().tag(sync=True)
    handles: List[Any] = List().tag(sync=True)
    tracks = Dict().tag(sync=True)
    caption = Unicode().tag(sync=True)
    code = Unicode().tag(sync=True)
    remark = Unicode().tag(sync=True)
    error = Unicode().tag(sync=True)
    buttons: List[Any] = List().tag(sync=True)
    answered = Dict().tag(sync=True)
    sliders = Dict().tag(sync=True)
    turning = Dict().tag(sync=True)
    frozen = Bool(False).tag(sync=True)
    classroom = Bool(False).tag(sync=True)

    def __init__(
        self,
        figure: Figure,
        update: Callable[[], Iterable[Artist] | None] = lambda: None,
        *,
        caption: Callable[[], str] = lambda: "",
        handles: Callable[[], Sequence[Handle]] = lambda: (),
        on_move: Callable[[str, float, float], None] | None = None,
        on_slide: Callable[[str, float], None] | None = None,
        on_turn: Callable[[float, float], None] | None = None,
        on_freeze: Callable[[bool], None] | None = None,
        on_reset: Callable[[], None] | None = None,
        code: Callable[[], str] = lambda: "",
        remark: Callable[[], str] = lambda: "",
        turning: Callable[[], dict[str, Any]] = dict,
        on_narrow: Callable[[bool], None] | None = None,
    ) -> None:
        self._update, self._describe, self._grips, self._line = update, caption, handles, code
        self._remark, self._turned = remark, turning
        self._acts = {"move": on_move, "slide": on_slide, "turn": on_turn, "reset": on_reset}
        self._freeze, self._arrange, self._narrow = on_freeze, on_narrow, False
        self._raster = Raster(figure)
        self._width = self._raster.size[0]
        self._windows = Windows()
        self._held, self._late = 0, False
        self._name = own_id()
        LiveFigure._adviser = LiveFigure._adviser or self._name
        self._curves: dict[str, Any] = {}
        self._sent: Pixels | None = None
        buttons = [name for name, act in (("reset", on_reset), ("freeze", on_freeze)) if act]
        super().__init__(
            model_id=self._name, frame_type=frame_type(), size=list(self._raster.size), buttons=buttons
        )
        self.on_msg(self._receive)
        self.refresh()

    def refresh(self) -> None:
        """Bring the picture up to date and send it, with the answers that are due.

        Where nobody is looking, it is drawn when somebody does.
        """
        with DRAWING:
            self._late = True
            if not self._held and self._windows.watching:
                self.catch_up()

    def catch_up(self) -> None:
        """Draw what was put off, if anything was."""
        with DRAWING:
            if self._late and self.comm is not None:
                self._publish(self._drawn() | self._answers())
                self._late = False

    def close(self) -> None:
        """Close the widget and let its figure go: a notebook's list of outputs keeps closed widgets."""
        with DRAWING:
            super().close()
            if LiveFigure._adviser == self._name:
                LiveFigure._adviser = ""
            self.__dict__.pop("_raster", None)
            self._update, self._grips, self._acts = lambda: None, lambda: (), {}
            self._freeze = self._arrange = None
            self._describe = self._line = self._remark = str
            self._turned = dict

    @property
    def figure(self) -> Figure:
        """The figure that is shown."""
        return self._raster.figure

    @contextmanager
    def held(self) -> Iterator[None]:
        """Gather several changes into one frame, drawn when the block ends."""
        with DRAWING:
            self._held += 1
        try:
            yield
        finally:
            with DRAWING:
                self._held -= 1
            self.refresh()

    def still(self) -> bytes | None:
        """Return the present picture with its caption beneath, as PNG at two pixels per unit.

        None where it cannot be drawn: what is wrong stands in the widget already.
        """
        try:
            with DRAWING:
                pixels = self._raster.still(self._update(), STILL_RATIO)
        except Exception:
            return None
        return encode_still(with_caption(pixels, self.caption, STILL_RATIO))

    def say(self, sentence: str) -> None:
        """Show what is wrong above the caption; an empty sentence clears it."""
        with DRAWING:
            self.error = sentence

    def _drawn(self) -> dict[str, Any]:
        try:
            return self._draw()
        except Exception as fault:
            return {"error": f"This picture could not be drawn ({type(fault).__name__}: {fault})."}

    def _draw(self) -> dict[str, Any]:
        moving = self._update()
        handles = self._grips()
        dots = [handle.dot for handle in handles if handle.dot is not None]
        pixels = self._raster.frame(moving, self.ratio, hidden=dots)
        return {**self._painted(pixels), "error": "", **self._words(), **self._touch(handles)}

    def _painted(self, pixels: Pixels) -> dict[str, Any]:
        sheet, places = changed_tiles(pixels, self._raster.background)
        # Packing saves the road to another machine, and costs more than it saves on this one.
        plain = self._windows.near
        packed = sheet.tobytes() if plain else encode_frame(sheet)
        frame = {"frame": packed, "plain": plain, "places": places.tobytes()}
        if self._raster.background is not self._sent:
            self._sent = self._raster.background
            frame["background"] = encode_frame(self._sent)
        return frame

    def _words(self) -> dict[str, Any]:
        remark = " ".join(filter(None, (self._remark(), advice() if self._adviser == self._name else "")))
        return {"caption": self._describe(), "code": self._line(), "remark": remark}

    def _touch(self, handles: Sequence[Handle]) -> dict[str, Any]:
        axes = self._raster.figure.axes
        return {
            "boxes": [axes_message(each) for each in axes],
            "handles": [handle.message(axes) for handle in handles],
            "size": list(self._raster.size),
            "turning": self._turned(),
            **self._changed_tracks(handles),
        }

    def _changed_tracks(self, handles: Sequence[Handle]) -> dict[str, Any]:
        curves = {handle.name: handle.track for handle in handles}
        if [*map(id, curves.values())] == [*map(id, self._curves.values())]:
            return {}
        self._curves = curves
        return {"tracks": {handle.name: handle.track_message() for handle in handles}}

    def _answers(self) -> dict[str, Any]:
        asked = self._windows.answers()
        return {"answered": {**self.answered, **asked}} if asked else {}

    def _publish(self, state: dict[str, Any]) -> None:
        with self.hold_sync():
            for name, value in state.items():
                setattr(self, name, value)

    def _receive(self, _widget: Any, message: Message, _buffers: Any) -> None:
        if message.get("kind") == "closed":
            self._windows.forget(message)
            return
        with DRAWING:
            self._windows.hear(message)
            if not self._windows.watching:
                self._raster.rest()
        try:
            self._act(message)
        finally:
            self._answer()

    def _act(self, message: Message) -> None:
        kind = message.pop("kind", "")
        if kind == "look":
            self._look(float(message["ratio"]))
        elif kind == "freeze" and self._freeze:
            self.frozen = bool(message["frozen"])
            self._freeze(self.frozen)
        elif (act := self._acts.get(kind)) and not self.frozen:
            # A slider tells by itself whether anything has changed: its own message may have come first.
            with nullcontext() if kind == "slide" else self.held():
                act(*(message[name] for name in WORDS[kind]))

    def _look(self, ratio: float) -> None:
        # Of several windows the sharpest decides; above 3 no eye sees the difference.
        ratio = min(max(ratio, self.ratio), 3.0)
        self._late |= ratio != self.ratio
        self.ratio = ratio
        if self._windows.watching:
            self._fit()
            self.catch_up()

    def _fit(self) -> None:
        narrow = self._windows.room < NARROW * self._width
        if self._arrange and self._narrow != narrow:
            self._narrow = narrow
            self._arrange(narrow)

    def _answer(self) -> None:
        with DRAWING:
            self._publish(self._answers())

    def __repr__(self) -> str:
        self.catch_up()
        return self.caption if self.comm else f"{self.caption} (This picture is closed: run its cell again.)"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return picture_bundle(self, super()._repr_mimebundle_(**options))


def picture_bundle(live: LiveFigure, bundle: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a widget's rich output with the still picture and the caption beside the live view."""
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    live.catch_up()
    (width, height), still = live.size, live.still()
    data = {**(data or {}), "text/plain": live.caption or f"A picture of {width} by {height} points."}
    if still is None:
        return data, metadata
    return {**data, "image/png": base64.b64encode(still).decode()}, {
        **metadata,
        "image/png": {"width": width, "alt": data["text/plain"]},
    }
