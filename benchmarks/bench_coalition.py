"""How long coalitions take, beside peers in one run: powerindices, power_bdd, python-sat, clingo, Python, Monte Carlo.

`python benchmarks/bench_coalition.py [--long]`: wall time (best of several) and processor time of each task, with its
goal and the peer's time. `--long` adds Shapley-Shubik of 190 members with large weights. Everything is made up from
seeds. Peers that are not installed are left out: `pip install 'standpunkt[bench]'`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Any

import numpy as np

from standpunkt.coalition import Body, Level, Pledge, Range, Situation
from standpunkt.coalition import Fact as FactRecord
from standpunkt.coalition.blocking import goal_of
from standpunkt.coalition.conditions import TRUE, Amount, And, AtLeast, Condition, Fact, Or, Stands
from standpunkt.coalition.gates import Network
from standpunkt.coalition.locked import Locked
from standpunkt.coalition.power import power_near, powers
from standpunkt.coalition.presets import preset
from standpunkt.coalition.records import Lever


def timed(task: Callable[[], Any], times: int = 5) -> tuple[float, float, Any]:
    """Least wall time, least processor time, and what the task gives."""
    wall = cpu = float("inf")
    value = None
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        value = task()
        wall, cpu = min(wall, time.perf_counter() - start), min(cpu, time.process_time() - used)
    return wall, cpu, value


def line(task: str, wall: float, cpu: float, goal: float, peer: str = "", ratio: float | None = None) -> None:
    """One row; the ratio is the peer's time by ours."""
    beside = f"  {peer}" + (f", {ratio:.1f} times ours" if ratio else "") if peer else ""
    print(
        f"{task:<58} {wall * 1e3:>10.1f} ms  cpu {cpu * 1e3:>9.1f} ms  goal {goal * 1e3:>7.0f} ms{beside}", flush=True
    )


def peer(name: str, spent: float, ours: float, more: str = "") -> None:
    """A peer's time under our own."""
    print(
        f"{'':<12} {name}: {spent * 1e3:,.1f} ms, {spent / ours:.1f} times ours{'; ' + more if more else ''}",
        flush=True,
    )


POPULATION = dict(preset("eu-council").rule.parts[0].parts[1].weights).values()  # type: ignore[union-attr]


def power() -> None:
    rng = Random(1)
    heads = {f"m{i}": rng.randint(500_000, 84_000_000) for i in range(27)}
    council = (Body.count(heads, at_least=15) & Body.weighted(heads, share=0.65)) | Body.count(heads, at_least=24)
    both = ("banzhaf", "shapley_shubik")
    wall, cpu, _ = timed(lambda: powers(council, both))
    line("27 members, exact heads, both indices", wall, cpu, 0.1)
    union = preset("eu-council")
    shares = list(POPULATION)  # in hundredths of a per cent
    ours, cpu, exact = timed(lambda: powers(union, ("banzhaf_absolute", "shapley_shubik")))
    line("EU Council, both indices", ours, cpu, 0.1)
    try:
        import powerindices
    except ImportError:
        print("powerindices is not installed")
    else:
        for index, theirs in (
            ("banzhaf_absolute", powerindices.compute_pbi), ("shapley_shubik", powerindices.compute_ssi),
        ):  # fmt: skip
            spent, _, found = timed(lambda reckon=theirs: reckon(6500, list(shares), 15), 1)
            far = max(abs(float(x) - y) for x, y in zip(exact[index].values(), found, strict=True))
            peer(f"powerindices, {index}, without the rule of four", spent, ours, f"differs by {far:.0e} at most")
    try:
        from power_bdd.bdd import BDD, WeightedGame
    except ImportError:
        print("power_bdd is not installed")
    else:
        ones = [1] * 27

        def diagrams() -> Any:
            rule = BDD(WeightedGame(6500, list(shares))) & BDD(WeightedGame(15, list(ones)))
            return (rule | BDD(WeightedGame(24, list(ones)))).calc_banzhaf()

        spent, _, found = timed(diagrams, 1)
        far = max(abs(float(x) - y) for x, y in zip(exact["banzhaf_absolute"].values(), found, strict=True))
        peer("power_bdd, banzhaf_absolute alone", spent, ours, f"differs by {far:.0e} at most")
    house, senate = [f"r{i}" for i in range(435)], [f"s{i}" for i in range(100)]
    signed = Body.count(["president"]) & Body.count(house, at_least=218) & Body.count([*senate, "vice"], at_least=51)
    federal = signed | (Body.count(house, at_least=290) & Body.count(senate, at_least=67))
    wall, cpu, _ = timed(lambda: powers(federal, both))
    line("US federal, 537 members, both indices (power_bdd states 800 s)", wall, cpu, 0.2)
    large = {f"m{i}": rng.randint(1, 55_000) for i in range(190)}
    body = Body.weighted(large, share=0.7)
    wall, cpu, _ = timed(lambda: power_near(body, "banzhaf"), 3)
    line(f"190 members, weights {sum(large.values()):,}, Banzhaf", wall, cpu, 0.5)
    if "--long" in sys.argv:
        wall, cpu, found = timed(lambda: power_near(body, "shapley_shubik"), 1)
        line("the same, Shapley-Shubik", wall, cpu, 20)
        print(f"{'':<58} the sum of all is 1 {sum(found.values()) - 1:+.1e}")


def random_pledges(n: int) -> list[tuple[int, ...]]:
    """For each pledge the three others that it asks for; one in twenty asks for nothing."""
    rng = np.random.default_rng(5)
    asked = rng.integers(0, n, (n, 3))
    return [() if i < n // 20 else tuple(row) for i, row in enumerate(asked.tolist())]


def standing() -> None:
    n = 100_000
    asked = random_pledges(n)

    def condition(i: int) -> Condition:
        if not asked[i]:
            return TRUE
        a, b, c = (Stands(str(j)) for j in asked[i])
        return And((a, Or((b, c)))) if i % 2 else Or((a, And((b, c))))

    start = time.perf_counter()
    situation = Situation.of(pledges=[Pledge(str(i), str(i), (Level({}, condition(i)),)) for i in range(n)])
    _ = situation.program.network.dual
    built = time.perf_counter() - start
    wall, cpu, found = timed(situation.standing)

    def plainly() -> int:
        stands = [not row for row in asked]
        changed = True
        while changed:
            changed = False
            for i, row in enumerate(asked):
                if not stands[i]:
                    a, b, c = row
                    true = stands[a] and (stands[b] or stands[c]) if i % 2 else stands[a] or (stands[b] and stands[c])
                    if true:
                        stands[i] = changed = True
        return sum(stands)

    theirs, _, same = timed(plainly, 2)
    assert len(found.firm) == same
    line(
        f"standing of 100,000 pledges (built in {built:.1f} s)",
        wall,
        cpu,
        0.05,
        f"plain Python (firm alone) {theirs:.2f} s",
        theirs / wall,
    )
    try:
        import clingo
    except ImportError:
        print("clingo is not installed")
    else:

        def answer() -> int:
            control = clingo.Control(["1", "--warn=none"])
            with control.backend() as backend:
                atoms = [backend.add_atom() for _ in range(n)]
                for i, row in enumerate(asked):
                    a, b, c = (atoms[j] for j in row or (0, 0, 0))
                    for body in ([],) if not row else ([a, b], [a, c]) if i % 2 else ([a], [b, c]):
                        backend.add_rule([atoms[i]], body)
            firm: list[int] = []
            control.solve(on_model=lambda model: firm.append(sum(map(model.is_true, atoms))))
            return firm[0]

        spent, _, same = timed(answer, 1)
        assert len(found.firm) == same
        peer("clingo (firm alone, of ground rules)", spent, wall)
    chain = np.arange(n - 1)
    gates = np.stack([chain, np.ones(n - 1, dtype=np.int64), chain + 1], axis=1)
    line_up = Network.build(n, chain, np.ones(n - 1, dtype=np.int64), chain, n - 1, gates)
    seeds = np.zeros(n, dtype=np.bool_)
    seeds[0] = True
    wall, cpu, state = timed(lambda: line_up.least(seeds))
    assert state.all()
    line("the same for a chain of 100,000, one after another", wall, cpu, 0.05)  # the worst case for whole frontiers
    n = 1_000_000
    rng = np.random.default_rng(6)
    inputs = rng.integers(0, n, 3 * n)
    sums = np.repeat(np.arange(n), 3)
    quota = 1 + rng.integers(0, 2, n)
    own = np.arange(n)
    network = Network.build(
        n, inputs, np.ones(3 * n, dtype=np.int64), sums, n, np.stack([own, quota, own], axis=1)[n // 20 :]
    )
    seeds = np.arange(n) < n // 20
    _ = network.dual
    wall, cpu, _ = timed(lambda: (network.least(seeds), network.greatest(seeds)), 3)
    line("1,000,000 pledges that ask for one or two of three others", wall, cpu, 1)


def unlocking() -> None:
    """30 parties with amounts and thresholds, 24 facts as levers."""
    rng = Random(11)
    facts = [f"f{i}" for i in range(24)]
    pledges = []
    for i in range(30):
        own = tuple(Fact(f) for f in rng.sample(facts, 3))
        terms: list[Condition] = [AtLeast(rng.randint(1, 2), own)]
        if i % 3 == 0:
            terms.append(Amount("troops", Fraction(rng.randint(2, 8))))
        if i % 4 == 0 and i:
            terms.append(Or((Stands(f"p{rng.randrange(i)}"), Fact(rng.choice(facts)))))
        low = Fraction(rng.randint(1, 3))
        pledges.append(Pledge(f"p{i}", f"a{i}", (Level({"troops": Range(low, low)}, And(tuple(terms))),)))
    situation = Situation.of(pledges=pledges, facts=[FactRecord(f, False) for f in facts])
    levers = [Lever(f, Fraction(1 + i % 4), fact=f) for i, f in enumerate(facts)]
    goal = "amount(troops) >= 22"
    wall, cpu, found = timed(lambda: list(situation.unlock(goal, levers)), 3)
    peer, ratio = "", None
    try:
        from pysat.examples.hitman import Hitman
    except ImportError:
        print("python-sat is not installed")
    else:
        locked = Locked(situation, goal_of(situation, goal), levers, False)
        theirs, sets = 0.0, 0
        start = time.perf_counter()
        with Hitman(solver="g4", htype="lbx") as hitman:
            while time.perf_counter() - start < 60:
                chosen = hitman.get()
                if chosen is None:
                    break
                if locked.opens(chosen):
                    kept = list(chosen)
                    for i in chosen:
                        if locked.opens([j for j in kept if j != i]):
                            kept.remove(i)
                    sets += 1
                    hitman.block(kept)
                else:
                    grown, needed = set(chosen), []
                    for i in range(len(levers)):
                        if i not in grown:
                            if locked.opens(grown | {i}):
                                needed.append(i)
                            else:
                                grown.add(i)
                    hitman.hit(needed)
        theirs = time.perf_counter() - start
        peer, ratio = f"Hitman {theirs:.1f} s, {sets:,} sets", theirs / wall
    line(f"all {len(found):,} minimal unlocking sets, 30 parties, 24 levers", wall, cpu, 1, peer, ratio)
    wall, cpu, first = timed(lambda: list(islice(situation.unlock(goal, levers, k=5), 5)), 1)
    assert [u.cost for u in first] == [u.cost for u in found[:5]]
    line("the five cheapest, streamed", wall, cpu, 1)


def likely() -> None:
    """30 pledges with three levels, 6 facts; amounts in hundreds."""
    rng = Random(3)
    facts = [FactRecord(f"f{i}", None, Fraction(rng.randint(2, 8), 10)) for i in range(6)]
    pledges, table = [], []
    for i in range(30):
        step = rng.randint(1, 15) * 100
        asks = [rng.randrange(6) for _ in range(3)]
        kept = Fraction(rng.randint(5, 10), 10)
        levels = tuple(
            Level({"troops": Range(Fraction(step * (k + 1)), Fraction(step * (k + 1)))}, Fact(f"f{f}"))
            for k, f in enumerate(asks)
        )
        pledges.append(Pledge(f"p{i}", f"a{i}", levels, kept))
        table.append((step, asks, float(kept)))
    situation = Situation.of(pledges=pledges, facts=facts)
    wall, cpu, spread = timed(lambda: situation.distribution("troops"))
    draws = 1_000_000

    def simulated() -> float:
        random = np.random.default_rng(0)
        true = [random.random(draws) < float(fact.probability or 0) for fact in facts]
        total = np.zeros(draws)
        for step, asks, kept in table:
            one = true[asks[0]]
            two = one & true[asks[1]]
            three = two & true[asks[2]]
            total += step * (one.astype(np.int64) + two + three) * (random.random(draws) < kept)
        return float((total >= 20_000).mean())

    theirs, _, near = timed(simulated, 1)
    exact = spread.at_least(20_000)
    assert abs(exact - near) < 0.003
    line(
        "distribution of the total, 30 pledges × 3 levels, 6 facts",
        wall,
        cpu,
        0.1,
        f"Monte Carlo, a million draws {theirs:.2f} s",
        theirs / wall,
    )
    print(f"{'':<58} P(total >= 20,000) {exact:.6f} exact, {near:.6f} simulated")


if __name__ == "__main__":
    for part in (power, standing, unlocking, likely):
        part()
