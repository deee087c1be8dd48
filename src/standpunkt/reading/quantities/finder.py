"""Quantities: a number is found, its range, bound and unit are added."""

from __future__ import annotations

from dataclasses import dataclass

from standpunkt.model import Quantity
from standpunkt.reading.quantities.amounts import Amount, may_start
from standpunkt.reading.quantities.lexicon import BEFORE_BARE, JOINTS, STOP
from standpunkt.reading.quantities.shares import Shares

__all__ = ["QuantityFinder"]


@dataclass(slots=True)
class _Reach:
    low: float
    high: float
    end: int
    unit: str | None
    kind: str | None
    ranged: bool
    hedge: str | None = None
    loose: bool = False  # without a unit of its own


class QuantityFinder(Shares):
    """Finds the quantities of one text."""

    def quantities(self) -> list[Quantity]:
        """The quantities in reading order, none overlapping."""
        out: list[Quantity] = []
        i, n = 0, len(self.t)
        low, taken, language = self.t.low, self.taken, self.language
        while i < n:
            found = None if taken[i] or not may_start(low[i], language) else self._at(i)
            if found is None:
                i += 1
                continue
            quantity, i = found
            self.last = quantity
            out.append(quantity)
            self.floor = i
        return out

    def _at(self, i: int) -> tuple[Quantity, int] | None:
        """The quantity that begins at token `i`, and the token after it."""
        if share := self._share(i):
            return share
        first = self._amount(i)
        if first is None or not self._allowed(first):
            return None
        if not first.one and (part := self._part(first)):
            return part
        reach = self._reach(first)
        if reach is None or (reach.kind == "time" and self._age(first.start, reach.end)):
            return None
        left, bound = self._bound(first.start, reach.kind, first.scale, first)
        end, late = self._after(reach.end)
        bound = late or bound
        low: float | None = reach.low
        high: float | None = reach.high
        if not reach.ranged:
            high = None if bound == "least" else high
            low = None if bound == "most" else low
        return self._made(left, end, low, high, reach.unit, reach.kind, bound == "about", reach.hedge), end

    def _reach(self, first: Amount) -> _Reach | None:
        """How far an amount reaches: its range, its unit, a second figure after a hedge."""
        second = self._second(first)
        low, high = first.value * first.scale, first.value * first.scale
        if second is not None:
            low, high = self._ends(first, second)
        out = _Reach(
            low, high, (second or first).end, (second or first).unit, (second or first).kind, second is not None
        )
        if out.unit is None and first.unit is not None:
            out.unit, out.kind = first.unit, first.kind
        if out.unit is None and not self._with_unit(out, first, second):
            return None
        if first.one and not out.ranged and first.scale == 1.0 and out.kind != "percent":
            return None
        if out.hedge is None and not out.loose and (extra := self._hedged(out.end)):
            out.hedge, value, out.end = extra
            out.high, out.ranged = max(value, low), True
        return out

    @staticmethod
    def _ends(first: Amount, second: Amount) -> tuple[float, float]:
        """The two ends of a range, with a multiplier that stands at one of them."""
        low, high = first.scale, second.scale
        for base in (1000, 100):  # three to four hundred
            if first.scale == second.scale == 1.0 and second.words and first.value < second.value / base < 20:
                return first.value * base, second.value
        if low == 1.0 and first.value <= second.value:
            low = high
        elif high == 1.0:
            high = low
        return first.value * low, second.value * high

    def _with_unit(self, out: _Reach, first: Amount, second: Amount | None) -> bool:
        """Gives `out` the unit that follows; False where the number is no amount."""
        t = self.t
        if second is None and (extra := self._hedged(out.end)) and (noun := self._unit(extra[2], first, None)):
            out.end, out.unit, out.kind = noun
            out.hedge, out.high, out.ranged = extra[0], max(extra[1], out.low), True
            return True
        so = t.at(out.end) in {"or", "oder"} and t.at(out.end + 1) in {"so", "more", "mehr"}
        if noun := self._unit(out.end + 2 if so else out.end, first, second):
            out.end, out.unit, out.kind = noun
            late = self._second(Amount(first.start, out.end, first.value)) if second is None else None
            if late and (late.unit is not None or out.kind != "percent"):
                out.high, out.end, out.ranged = late.value * late.scale, late.end, True
            return True
        if second is None and (instead := self._instead(first)):
            out.end, out.unit, out.kind = instead
            return True
        if second is None and (shared := self._shared_unit(first)):
            out.end, out.unit, out.kind, scale = shared
            out.low, out.high, out.loose = out.low * scale, out.high * scale, True
            return True
        if not self._bare(first, second):
            return False
        out.loose = True
        if first.scale >= 1e6:
            out.unit, out.kind = self._carried(first.start)
        return True

    def _instead(self, a: Amount) -> tuple[int, str, str] | None:
        """The end and unit of "60 statt 45 Prozent", "five instead of three days": the first number counts."""
        t, i = self.t, a.end + 1
        if t.at(a.end) == "instead" and t.at(i) == "of":
            i += 1
        elif t.at(a.end) not in {"statt", "anstatt"}:
            return None
        if t.at(i) in {"derzeit", "bisher", "bislang", "zuvor", "aktuell", "zuletzt", "wie", "bisherigen"}:
            i += 1
        nxt = self._amount(i)
        return None if nxt is None or nxt.one or not self._allowed(nxt) else self._unit(nxt.end, nxt, None)

    def _shared_unit(self, a: Amount, depth: int = 3) -> tuple[int, str, str, float] | None:
        """The unit that a bare number shares with a later one: "von 34 auf 29 Prozent", "60 statt 45 Euro"."""
        t, i = self.t, a.end
        joint = t.at(i)
        if joint not in JOINTS or depth == 0:
            return None
        if joint == "bzw" and t.at(i + 1) == ".":
            i += 1
        i += 1
        if t.at(i) in {"auf", "to", "and", "und"} and joint == ",":
            i += 1
        nxt = self._amount(i)
        if nxt is None or nxt.one or nxt.unit or not self._allowed(nxt):
            return None
        noun = self._unit(nxt.end, nxt, None)
        if noun is None:
            later = self._shared_unit(nxt, depth - 1)
            return None if later is None else (a.end, later[1], later[2], later[3] if a.scale == 1.0 else 1.0)
        if noun[2] in {"count", "people"} and joint not in {"auf", "to", "oder", "or"}:
            return None
        return a.end, noun[1], noun[2], nxt.scale if a.scale == 1.0 else 1.0

    def _bare(self, a: Amount, second: Amount | None) -> bool:
        """Whether a number without a unit is an amount all the same."""
        t = self.t
        if a.scale >= 1e6 or (second is not None and second.scale >= 1e6):
            return True
        if not t.low[a.start][0].isdigit() or (self.de and t.is_capital(a.start - 1) and a.start != 0):
            return False
        if t.at(a.end) == "." and t.glued(a.end - 1) and a.value < 32 and t.at(a.end + 1) not in {"", "\n"}:
            return False
        thousands = any(c in t.word[a.start] for c in ".,'’") and a.value >= 1000
        bounded = self._bound(a.start, "money", a.scale, a)[1] is not None
        if t.at(a.start - 1) in {"under", "over", "unter", "über"} and a.value < 100:  # an age, or a place
            return False
        after = t.at(a.end)
        if (
            not thousands
            and a.value >= 10
            and t.at(a.start - 1) in BEFORE_BARE
            and (not after.isalpha() or after in STOP or after in {"und", "gestiegen", "gesunken", "erhöht"})
            and after not in {"-", "/", ":", "(", "°"}
        ):
            return True
        return thousands or (bounded and a.value >= 2 and a.value == int(a.value))

    def _carried(self, i: int) -> tuple[str | None, str | None]:
        """The currency of the amount before, where it stands in the same sentence."""
        t = self.t
        if self.last is None or self.last.unit_kind != "money" or i - self.floor > 40:
            return None, None
        if any(w in {"\n", "!", "?", "."} for w in t.low[self.floor : i]):
            return None, None
        return self.last.unit, "money"
