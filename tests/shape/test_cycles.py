"""No module needs itself: what is imported while modules load is a graph without circles."""

import ast

import networkx as nx

from tests.shape.sources import Source, imports, sources


def graph_of(files):
    """Draw which module imports which while it is loaded."""
    names = {source.module for source in files}
    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    for source in files:
        for _, name in imports(source.tree, everywhere=False):
            target = name if name in names else name.rpartition(".")[0]
            if target in names and target != source.module:
                graph.add_edge(source.module, target)
    return graph


def circles(graph):
    return [sorted(c) for c in nx.strongly_connected_components(graph) if len(c) > 1]


def test_there_are_no_import_cycles():
    graph = graph_of(sources())
    assert graph.number_of_edges() > 10
    assert not circles(graph)


def test_a_circle_would_be_seen():
    texts = {"a/b.py": "from a import c", "a/c.py": "import a.b\n", "a/d.py": "import a.c"}
    files = [Source(path, text, ast.parse(text)) for path, text in texts.items()]
    assert circles(graph_of(files)) == [["a.b", "a.c"]]
