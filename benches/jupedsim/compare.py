#!/usr/bin/env python3
"""Muster's crowd beside JuPedSim's collision-free speed model: the same room, people, places, time step; one thread each.

    pip install jupedsim
    cargo bench --bench crowd --no-run
    python3 benches/jupedsim/compare.py [--agents 500 1000 5000] [--repeat 3] [--door 1.2] [--dt 0.05] [--until 60]

The hall is 30 m x 20 m, above 600 people larger at the same density; the door is a gap in a wall of 0.2 m in the middle of a
short side; the exit lies 9 m behind it in a corridor of 3 m. Everybody has a radius of 0.2 m and walks 1.2 m/s. Up to 1000
people both walk until the last is out, more than that until --until seconds (the whole way takes JuPedSim hours). The runs
alternate, so that what else the machine does falls on both; the ratio is the median of the pairs.
"""
import argparse
import glob
import json
import math
import os
import statistics
import subprocess
import sys
import time

import jupedsim as jps
from shapely import box, unary_union

SPEED, RADIUS = 1.2, 0.2


def sides(agents):
    k = max(1.0, math.sqrt(agents / 600.0))
    return 30.0 * k, 20.0 * k


def places(agents, seed):
    x, y = sides(agents)
    return jps.distribute_by_number(polygon=box(0.3, 0.3, x - 0.3, y - 0.3), number_of_agents=agents,
                                    distance_to_agents=0.45, distance_to_polygon=0.25, seed=seed)


def jupedsim(agents, at, door, dt, until):
    x, y = sides(agents)
    m = y / 2
    area = unary_union([box(0, 0, x, y), box(x, m - door / 2, x + 0.2, m + door / 2), box(x + 0.2, m - 1.5, x + 10.2, m + 1.5)])
    sim = jps.Simulation(model=jps.CollisionFreeSpeedModel(), geometry=area, dt=dt)
    stage = sim.add_exit_stage(box(x + 9.2, m - 1.5, x + 10.2, m + 1.5).exterior.coords[:-1])
    journey = sim.add_journey(jps.JourneyDescription([stage]))
    for place in at:
        sim.add_agent(jps.CollisionFreeSpeedModelAgentParameters(
            journey_id=journey, stage_id=stage, position=place, radius=RADIUS, desired_speed=SPEED))
    steps = 0
    begun = time.perf_counter()
    while sim.agent_count() > 0 and sim.elapsed_time() < until:
        steps += sim.agent_count()
        sim.iterate()
    wall = time.perf_counter() - begun
    return {"steps_per_s": steps / wall, "evacuation_s": sim.elapsed_time(), "left": sim.agent_count(), "wall_s": wall}


def muster(program, at, door, dt, until):
    text = "".join(f"{x} {y}\n" for x, y in at)
    until = "inf" if math.isinf(until) else str(until)
    done = subprocess.run([program, "room", str(door), str(dt), until], input=text, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def newest(target):
    found = [f for f in glob.glob(os.path.join(target, "release", "deps", "crowd-*")) if os.access(f, os.X_OK) and not f.endswith(".d")]
    benches = []
    for f in found:
        # The test of the same name has other arguments: ask.
        done = subprocess.run([f, "room", "1.2", "0.05", "1"], input="5 5\n", capture_output=True, text=True)
        if done.stdout.startswith("{"):
            benches.append(f)
    if not benches:
        sys.exit("no benchmark found: run `cargo bench --bench crowd --no-run` first")
    return max(benches, key=os.path.getmtime)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--agents", type=int, nargs="+", default=[500, 1000, 5000])
    ap.add_argument("--repeat", type=int, default=3)
    ap.add_argument("--door", type=float, default=1.2)
    ap.add_argument("--dt", type=float, default=0.05)
    ap.add_argument("--until", type=float, default=60.0)
    ap.add_argument("--program", help="the benchmark's program; the newest under target/ if not given")
    a = ap.parse_args()
    program = a.program or newest(os.environ.get("CARGO_TARGET_DIR", "target"))
    print(f"JuPedSim {jps.__version__ if hasattr(jps, '__version__') else '?'}, door {a.door} m, dt {a.dt} s; agent steps/s in thousands")
    print(f"{'agents':>7} {'seed':>4} {'JuPedSim':>9} {'Muster':>9} {'ratio':>7} {'T JuPedSim':>11} {'T Muster':>9} {'difference':>10}")
    for agents in a.agents:
        until = math.inf if agents <= 1000 else a.until
        ratios = []
        for seed in range(1, a.repeat + 1):
            at = places(agents, seed)
            theirs = jupedsim(agents, at, a.door, a.dt, until)
            ours = muster(program, at, a.door, a.dt, until)
            ratio = ours["steps_per_s"] / theirs["steps_per_s"]
            ratios.append(ratio)
            if theirs["left"] == 0:
                t, own = theirs["evacuation_s"], ours["evacuation_s"]
                times = f"{t:10.1f}s {own:8.1f}s {100 * (own / t - 1):+9.1f}%"
            else:
                times = f"{'stopped at ' + str(int(until)) + ' s':>32}"
            print(f"{agents:>7} {seed:>4} {theirs['steps_per_s'] / 1e3:9.0f} {ours['steps_per_s'] / 1e3:9.0f} {ratio:6.1f}x {times}", flush=True)
        print(f"{agents:>7}  median ratio {statistics.median(ratios):.1f}x  (bar 30x)", flush=True)


if __name__ == "__main__":
    main()
