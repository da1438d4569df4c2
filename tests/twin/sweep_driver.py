"""A process that makes a sweep: FOLDER FUNCTION SEEDS WORKERS are its words.

``WORKERS`` is a number or the address of a cluster. It can be killed from outside.
"""

import sys

from tests.twin.sweep_runs import experiment
from twin.sweep import sweep


def main(folder, function, seeds, workers):
    workers = int(workers) if workers.isdigit() else workers
    found = sweep(
        experiment(seeds=int(seeds)),
        workers=workers,
        out=folder,
        function=f"tests.twin.sweep_runs:{function}",
        timeout=60.0,
    )
    found.export()
    return int(bool(found.failures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
