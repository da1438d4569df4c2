// The ground of the map: what never changes while a district plays.

// Turn the bytes Python sent into arrays, and find borders and places for names once.
function readGround(raw) {
  const ints = (view) =>
    new Uint16Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  const ground = {
    width: raw.width,
    height: raw.height,
    x: ints(raw.x),
    y: ints(raw.y),
    street: ints(raw.street),
    land: ints(raw.land),
  };
  ground.cells = ground.x.length;
  ground.lookup = new Int32Array(raw.width * raw.height).fill(-1);
  for (let i = 0; i < ground.cells; i++) ground.lookup[ground.y[i] * raw.width + ground.x[i]] = i;
  ground.cellAt = (x, y) =>
    x < 0 || y < 0 || x >= raw.width || y >= raw.height ? -1 : ground.lookup[y * raw.width + x];
  ground.streetAt = (x, y) => {
    const cell = ground.cellAt(x, y);
    return cell < 0 ? -1 : ground.street[cell];
  };
  ground.borders = findBorders(ground);
  ground.centres = findCentres(ground);
  return ground;
}

// Edges between two streets, and edges between a street and the outside, as [x0, y0, x1, y1].
function findBorders(ground) {
  const inner = [];
  const outer = [];
  const look = (a, b, edge) => {
    if (a !== b) (a < 0 || b < 0 ? outer : inner).push(edge);
  };
  for (let y = 0; y <= ground.height; y++) {
    for (let x = 0; x <= ground.width; x++) {
      const here = ground.streetAt(x, y);
      look(here, ground.streetAt(x - 1, y), [x, y, x, y + 1]);
      look(here, ground.streetAt(x, y - 1), [x, y, x + 1, y]);
    }
  }
  return { inner, outer };
}

// A street's name goes on the cell of the street that lies nearest to its centre of mass.
function findCentres(ground) {
  const sums = new Map();
  for (let i = 0; i < ground.cells; i++) {
    const sum = sums.get(ground.street[i]) || { x: 0, y: 0, n: 0 };
    sum.x += ground.x[i];
    sum.y += ground.y[i];
    sum.n += 1;
    sums.set(ground.street[i], sum);
  }
  const centres = [];
  for (const [street, sum] of sums) {
    const cx = sum.x / sum.n;
    const cy = sum.y / sum.n;
    let best = -1;
    let least = Infinity;
    for (let i = 0; i < ground.cells; i++) {
      if (ground.street[i] !== street) continue;
      const distance = (ground.x[i] - cx) ** 2 + (ground.y[i] - cy) ** 2;
      if (distance < least) [best, least] = [i, distance];
    }
    centres[street] = { x: ground.x[best] + 0.5, y: ground.y[best] + 0.5, cells: sum.n };
  }
  return centres;
}
