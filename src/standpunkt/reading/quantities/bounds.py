"""What stands before and after an amount: bounds, roughness, ages."""

from __future__ import annotations

from standpunkt.model import Quantity
from standpunkt.reading.quantities.amounts import Amount, Amounts
from standpunkt.reading.quantities.lexicon import FILLERS, PEOPLE, SUMS
from standpunkt.span import Span

__all__ = ["Bounds"]


class Bounds(Amounts):
    """Finds the bounds of amounts."""

    def _made(
        self, start: int, end: int, low: float | None, high: float | None, unit: str | None, kind: str | None,
        about: bool, hedge: str | None = None,
    ) -> Quantity:  # fmt: skip
        t = self.t
        start = max(start, self.floor)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return Quantity(Span.of(t.text, t.start[start], t.end[end - 1]), low, high, unit, kind, about, hedge)

    def _bound(self, start: int, kind: str | None, scale: float, first: Amount | None) -> tuple[int, str | None]:
        t, i, bound = self.t, start, None
        if t.at(i - 1) in {"zwischen", "between"} or (
            t.at(i - 1) in FILLERS and self.bounds.get((t.at(i - 2),)) in {"least", "most", "about"}
        ):
            i -= 1
        for _ in range(3):
            for length in self.lengths:
                if i - length >= self.floor and (b := self.bounds.get(tuple(t.low[i - length : i]))):
                    measured = kind in {"percent", "money", "length", "time", "mass", "area", "volume", "temperature"}
                    many = scale > 1 or (first is not None and first.value >= 20)
                    if t.low[i - 1] in {"über", "keine"} and not measured and not many:
                        return i, bound
                    among = t.is_capital(i - 2) and i > 1  # Umfrage unter 2.000 Wählern
                    if t.low[i - 1] == "unter" and not measured and (among or not many):
                        return i, bound
                    if t.low[i - 1] == "über" and t.at(i - 2) in SUMS:
                        return i, bound
                    if t.low[i - 1] == "gut" and t.at(i - 2) in {"so", "sehr", "wie"}:
                        return i, bound
                    bound = b if bound is None or b != "about" else bound
                    i -= length
                    break
            else:
                break
        if bound is None and i == start and t.at(i - 1) in {"die", "den", "the", "der"} and kind in {"people", "count"}:
            return i - 1, None
        return i, bound

    def _after(self, end: int) -> tuple[int, str | None]:
        """Bounds that follow: "oder mehr", ", nicht mehr", "at most"."""
        t = self.t
        for tail, bound in (
            ((",", "nicht", "mehr"), "most"), (("oder", "mehr"), "least"), (("und", "mehr"), "least"),
            (("oder", "weniger"), "most"), ((",", "no", "more"), "most"), (("or", "more"), "least"),
            (("or", "less"), "most"), (("or", "fewer"), "most"), (("at", "most"), "most"), (("at", "least"), "least"),
            ((",", "mehr", "nicht"), "most"), (("or", "so"), "about"), ((",", "not", "more"), "most"),
        ):  # fmt: skip
            n = len(tail)
            if tuple(t.low[end : end + n]) == tail and t.at(end + n) not in {"als", "than"}:
                return end + n, bound
        return end, None

    def _age(self, start: int, end: int) -> bool:
        """Whether a length of time is an age: "42 Jahre alt", "im Alter zwischen 15 und 60 Jahren"."""
        t = self.t
        if t.at(end) in {"alt", "alte", "alten", "alter", "altes", "altem", "old"}:
            return True
        if t.at(end) == "-" and t.at(end + 1) == "old":
            return True
        if t.at(start - 1) == "(" and t.at(end) in {")", ","} and t.at(end - 1) in {"jahre", "jahren", "years"}:
            return t.is_capital(start - 2)  # behind a name
        i = start - 1
        ranged = t.at(i) in {"zwischen", "between"}
        while t.at(i) in {"zwischen", "between", "von", "ab", "unter", "über", "bis", "of", "from", "under", "over"}:
            i -= 1
        if t.at(i) in {"alter", "aged", "age", "ages"}:
            return True
        return ranged and t.at(end - 1) in {"jahren", "years"} and (t.at(i) in PEOPLE or t.at(i).rstrip("n") in PEOPLE)
