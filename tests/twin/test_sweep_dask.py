"""A real dask cluster: a scheduler and workers in processes of their own, killed like any other."""

import os
import re
import subprocess
import sys

import pytest

from tests.twin import sweep_runs as runs
from twin.errors import NotReady
from twin.sweep import engines, sweep

pytest.importorskip("distributed", reason="the extra dask is not installed")

CLUSTER = """
import sys, time
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50,
                      memory_limit=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(root, tmp_path_factory):
    """Give the address of a cluster in a process of its own, and the log of its runs."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "cluster.py").write_text(CLUSTER)
    environment = {**os.environ, "PYTHONPATH": str(root), runs.LOG: str(folder / "log")}
    process = subprocess.Popen(
        [sys.executable, str(folder / "cluster.py")], cwd=folder, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    address = process.stdout.readline().strip()
    assert re.fullmatch(r"tcp://[\d.]+:\d+", address), address
    yield address.replace("tcp://", "dask://"), folder / "log"
    process.stdin.close()
    process.wait(60)
    process.stdout.close()


def swept(folder, function, workers, seeds=4):
    return sweep(
        runs.experiment(seeds=seeds), workers=workers, out=folder, function=function, timeout=60.0
    )


@pytest.fixture(scope="module", autouse=True)
def _pools():
    yield
    engines.close_pools()


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # dask closes its sockets when collected
def test_a_cluster_gives_the_same_bytes_as_processes_here(cluster, tmp_path):
    there = swept(tmp_path / "dask", runs.cheap, cluster[0]).export()
    here = swept(tmp_path / "here", runs.cheap, 1).export()
    assert [file.read_bytes() for file in there] == [file.read_bytes() for file in here]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_on_a_cluster_too_only_the_poison_run_is_set_apart(cluster, tmp_path):
    """Dask blames neighbours as well: who is blamed is tried again alone."""
    found = swept(tmp_path, runs.poison, cluster[0])
    assert [(one["point"], one["seed"], one["status"]) for one in found.failures] == [
        (2, 1, "quarantined")
    ]
    assert sum(found.runs["status"] == "done") == 11


def test_no_cluster_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(engines, "SEARCH", 1)
    with pytest.raises(NotReady, match=r"no dask scheduler at dask://127.0.0.1:9"):
        engines.engine_of("dask://127.0.0.1:9")
