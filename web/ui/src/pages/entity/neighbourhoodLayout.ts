import type { Direction, EntityGraph, EntityRef, RelationshipCount } from '../../api/types';

/** Above this many neighbours of one kind a single mark with their count stands for all of them. */
export const GROUP_ABOVE = 15;
const MARKS_PER_SIDE = 18;
const ROW_HEIGHT = 30;
const MARGIN = 26;
const MIN_HEIGHT = 180;

/** One mark beside the entity: a neighbour, or a group of neighbours of one kind. */
export interface Mark {
  key: string;
  verb: string;
  direction: Direction;
  class: string;
  type: string;
  /** The neighbour, for a mark that stands for one. */
  entity: EntityRef | null;
  count: number;
  x: number;
  y: number;
  /** Whether the verb is written on this line; once for each kind. */
  named: boolean;
}

export interface Layout {
  width: number;
  height: number;
  centre: { x: number; y: number };
  marks: Mark[];
  /** Relationships drawn one by one, those that groups stand for, and the groups. */
  drawn: number;
  grouped: number;
  groups: number;
}

interface Kind {
  count: RelationshipCount;
  members: { id: string; entity: EntityRef }[];
}

/**
 * Places incoming relationships left of the entity and outgoing ones right of it. The counts decide what
 * must show up and the graph fills it in, so that nothing is lost when the graph was cut at its limit.
 * The same input gives the same picture.
 */
export function layoutNeighbourhood(id: string, counts: RelationshipCount[], graph: EntityGraph, width: number): Layout {
  const kinds = kindsOf(id, counts, graph);
  const sides = {
    IN: fold(kinds.filter((kind) => kind.count.direction === 'IN')),
    OUT: fold(kinds.filter((kind) => kind.count.direction === 'OUT')),
  };
  const rows = Math.max(sides.IN.length, sides.OUT.length);
  const height = Math.max(MIN_HEIGHT, rows * ROW_HEIGHT + 2 * MARGIN);
  const centre = { x: centreX(width, sides.IN.length > 0, sides.OUT.length > 0), y: height / 2 };
  const place = (marks: Omit<Mark, 'x' | 'y'>[], x: number) =>
    marks.map((mark, row): Mark => ({ ...mark, x, y: centre.y + (row - (marks.length - 1) / 2) * spread(marks.length, height) }));
  // With one side empty the names get its room.
  const edge = sides.IN.length > 0 && sides.OUT.length > 0 ? Math.min(140, width * 0.28) : width * 0.42;
  const marks = [...place(sides.IN, edge), ...place(sides.OUT, width - edge)];
  const groups = marks.filter((mark) => mark.entity === null);
  return {
    width,
    height,
    centre,
    marks,
    drawn: marks.length - groups.length,
    grouped: groups.reduce((sum, mark) => sum + mark.count, 0),
    groups: groups.length,
  };
}

function centreX(width: number, incoming: boolean, outgoing: boolean): number {
  if (incoming === outgoing) return width / 2;
  return incoming ? width * 0.75 : width * 0.25;
}

/** Few marks keep a distance that lets their lines be told apart. */
function spread(marks: number, height: number): number {
  return marks < 2 ? 0 : Math.max(ROW_HEIGHT, Math.min(110, (height - 2 * MARGIN) / (marks - 1)));
}

function kindsOf(id: string, counts: RelationshipCount[], graph: EntityGraph): Kind[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const kindKey = (verb: string, direction: Direction, type: string) => `${verb} ${direction} ${type}`;
  const members = new Map<string, Kind['members']>();
  const add = (relationshipId: string, verb: string, direction: Direction, otherId: string) => {
    const entity = nodes.get(otherId);
    if (!entity) return;
    const key = kindKey(verb, direction, entity.type);
    members.set(key, [...(members.get(key) ?? []), { id: relationshipId, entity }]);
  };
  for (const { id: relationshipId, type, from, to } of graph.relationships) {
    if (from === id) add(relationshipId, type, 'OUT', to);
    if (to === id) add(relationshipId, type, 'IN', from);
  }
  return counts
    .map((count) => ({ count, members: (members.get(kindKey(count.verb, count.direction, count.type)) ?? []).sort(byName) }))
    .sort((a, b) => order(a.count.verb, b.count.verb) || order(a.count.type, b.count.type));
}

/** Turns the kinds of one side into marks; the largest are grouped until the side fits. */
function fold(kinds: Kind[]): Omit<Mark, 'x' | 'y'>[] {
  const grouped = new Set(kinds.filter(({ count, members }) => count.count > GROUP_ABOVE || members.length < count.count));
  const marksNeeded = () => kinds.reduce((sum, kind) => sum + (grouped.has(kind) ? 1 : kind.count.count), 0);
  const largestFirst = kinds.filter((kind) => kind.count.count > 1).sort((a, b) => b.count.count - a.count.count);
  for (const kind of largestFirst) {
    if (marksNeeded() <= MARKS_PER_SIDE) break;
    grouped.add(kind);
  }
  return kinds.flatMap((kind) => (grouped.has(kind) ? [group(kind)] : singles(kind)));
}

function group({ count }: Kind): Omit<Mark, 'x' | 'y'> {
  return { ...common(count), key: `${count.verb} ${count.direction} ${count.type}`, entity: null, count: count.count, named: true };
}

function singles({ count, members }: Kind): Omit<Mark, 'x' | 'y'>[] {
  const middle = Math.floor(members.length / 2);
  return members.map(({ id, entity }, index) => ({
    ...common(count), key: `${id} ${count.direction}`, entity, count: 1, named: index === middle,
  }));
}

function common({ verb, direction, type, class: className }: RelationshipCount) {
  return { verb, direction, type, class: className };
}

function byName(a: Kind['members'][number], b: Kind['members'][number]): number {
  return order(a.entity.displayName, b.entity.displayName) || order(a.id, b.id);
}

/** By code unit: locale order differs between browsers. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
