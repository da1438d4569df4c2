"""Run some hours as plain Python under levers, writing down every draw (started by a test).

Words: hours, JSON of a list of lever settings. Prints, for every setting, a JSON object: name of
the decision -> a hash of its draws by (tick, agent, block), and their number; and for every setting
after the first, the draws it shares with the first that are not the same number (always 0 if the
draws are what they claim to be).
"""

import hashlib
import json
import sys

import twin
from agents import streams
from twin.districts.generator import GeneratorOptions, generate

DRAWN = {}
#: What Philox gave, by key and counter (in plain Python it is slow, and most is asked again).
GIVEN = {}
philox = streams.philox


def spy(key_a, key_b, counter):
    agent, tick, stream, block = (int(word) for word in counter)
    asked = (int(key_a), int(key_b), stream, tick, agent, block)
    if asked not in GIVEN:
        GIVEN[asked] = philox(key_a, key_b, counter)
    words = GIVEN[asked]
    DRAWN[(stream, tick, agent, block)] = tuple(int(word) for word in words)
    return words


START = 18
#: A hamlet of two streets: plain Python takes its time, and there are fifty levers.
HAMLET = GeneratorOptions(
    name="hamlet", streets=2, width=8, height=4, population=3000, density_ratio=1.5, scale=60.0
)
#: Many vendors and mishaps, so that an hour shows every kind of decision.
WORLD = {
    "vendor_pool": 20.0, "margin": 5.0, "outside_share": 0.2, "works_rate": 0.01,
    "hazard_rate": 0.001, "parking_rate": 0.02, "trouble_rate": 0.01, "ask_rate": 0.05,
}  # fmt: skip


def draws_under(city, levers, hours):
    for name, value in levers.items():
        city.set_lever(name, value)
    DRAWN.clear()
    streams.philox = spy  # plain rules look the name up when they run
    city.run_for(hours)
    streams.philox = philox
    return dict(DRAWN)


def by_decision(drawn):
    names = {number: name for name, number in streams.DECISIONS.items()}
    found = {}
    for key in sorted(drawn):
        hashed, n = found.setdefault(names[key[0]], [hashlib.blake2b(digest_size=8), 0])
        hashed.update(repr((key, drawn[key])).encode())
        found[names[key[0]]][1] = n + 1
    return {name: [hashed.hexdigest(), n] for name, (hashed, n) in found.items()}


def main():
    hours, settings = int(sys.argv[1]), json.loads(sys.argv[2])
    city = twin.CityTwin(district=generate(HAMLET), rng=5, parameters=WORLD)
    city.run_for(START)
    moment = city.snapshot()
    first = None
    answer = []
    for levers in settings:
        city.restore(moment)
        drawn = draws_under(city, levers, hours)
        first = first or drawn
        torn = sum(drawn[key] != first[key] for key in drawn.keys() & first.keys())
        answer.append({"decisions": by_decision(drawn), "torn": torn})
    json.dump(answer, sys.stdout)


main()
