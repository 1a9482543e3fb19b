import { describe, expect, it } from 'vitest';
import type { Direction, EntityGraph, RelationshipCount } from '../src/api/types';
import { layoutNeighbourhood } from '../src/pages/entity/neighbourhoodLayout';

interface Kind {
  verb: string;
  direction: Direction;
  type: string;
  count: number;
  /** How many of them the graph holds; all unless it was cut. */
  returned?: number;
}

function world(kinds: Kind[]): { counts: RelationshipCount[]; graph: EntityGraph } {
  const graph: EntityGraph = { nodes: [], relationships: [], truncated: false };
  for (const { verb, direction, type, count, returned = count } of kinds) {
    for (let index = 0; index < returned; index++) {
      const id = `${type}-${index}`;
      graph.nodes.push({ id, type, classes: [type], displayName: id, installation: 'i' });
      const [from, to] = direction === 'OUT' ? ['me', id] : [id, 'me'];
      graph.relationships.push({ id: `${verb}-${id}`, type: verb, from, to, properties: {} });
    }
  }
  return { counts: kinds.map((kind) => ({ ...kind, class: kind.type })), graph };
}

function layout(kinds: Kind[], width = 600) {
  const { counts, graph } = world(kinds);
  return layoutNeighbourhood('me', counts, graph, width);
}

const MIXED: Kind[] = [
  { verb: 'HAS', direction: 'OUT', type: 'finding', count: 14 },
  { verb: 'RUNS', direction: 'OUT', type: 'container', count: 19 },
  { verb: 'PROTECTS', direction: 'IN', type: 'agent', count: 2 },
];

describe('the neighbourhood', () => {
  it('is the same picture for the same data, whatever its order', () => {
    const { counts, graph } = world(MIXED);
    const shuffled = { ...graph, nodes: graph.nodes.toReversed(), relationships: graph.relationships.toReversed() };
    expect(layoutNeighbourhood('me', counts.toReversed(), shuffled, 600)).toEqual(layoutNeighbourhood('me', counts, graph, 600));
  });

  it('groups more than 15 neighbours of one kind', () => {
    const { marks } = layout(MIXED);
    expect(marks.filter((mark) => mark.entity === null).map(({ type, count }) => [type, count])).toEqual([['container', 19]]);
  });

  it('draws 15 of a kind one by one', () => {
    expect(layout([{ verb: 'HAS', direction: 'OUT', type: 'finding', count: 15 }])).toMatchObject({ drawn: 15, groups: 0 });
  });

  it('accounts for every relationship, drawn or grouped', () => {
    const { drawn, grouped } = layout(MIXED);
    expect(drawn + grouped).toBe(35);
  });

  it('groups a kind of which the graph does not hold all, so that none is lost', () => {
    const cut = layout([{ verb: 'OWNS', direction: 'OUT', type: 'repo', count: 9, returned: 3 }]);
    expect(cut).toMatchObject({ drawn: 0, grouped: 9, groups: 1 });
  });

  it('groups the largest kinds first when a side would overflow', () => {
    const { marks } = layout([
      { verb: 'A', direction: 'OUT', type: 'few', count: 6 },
      { verb: 'B', direction: 'OUT', type: 'many', count: 15 },
    ]);
    expect(marks.filter((mark) => mark.entity === null).map(({ type }) => type)).toEqual(['many']);
  });

  it('puts incoming left and outgoing right of the entity', () => {
    const { marks, centre } = layout(MIXED);
    expect(marks.every(({ x, direction }) => (direction === 'IN' ? x < centre.x : x > centre.x))).toBe(true);
  });

  it('lets no two marks of a side overlap and none leave the drawing', () => {
    const { marks, height } = layout(MIXED);
    const rows = marks.filter(({ direction }) => direction === 'OUT').map(({ y }) => y);
    expect(rows.slice(1).every((y, index) => y - rows[index]! >= 28)).toBe(true);
    expect(marks.every(({ y }) => y > 0 && y < height)).toBe(true);
  });
});
