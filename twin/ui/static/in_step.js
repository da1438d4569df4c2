// Maps that belong together show the same hour at all times: a frame waits until every map of the
// group has its own of the same number, and then all of them take theirs before the next picture
// of the screen. A cell that is pinned in one is pinned in all. Keys of the page go to the first.

function joinGroup(view) {
  const name = view.model.get("group");
  if (!name) return { members: () => [view], leads: () => true, take: (_, show) => show(), leave() {} };
  const groups = (window.twinGroups ??= new Map());
  const group = groups.get(name) || groups.set(name, new Map()).get(name);
  group.set(view, null);
  const settle = () => {
    const waiting = [...group.values()];
    if (!waiting.length || waiting.some((one) => !one || one.number !== waiting[0].number)) return;
    for (const [member, one] of [...group]) {
      group.set(member, null);
      one.show();
    }
  };
  return {
    members: () => [...group.keys()],
    leads: () => [...group.keys()][0] === view,
    take(number, show) {
      group.set(view, { number, show });
      settle();
    },
    leave() {
      group.delete(view);
      settle();
    },
  };
}
