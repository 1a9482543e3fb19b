import type { EntityDetail } from '../../api/types';
import { hueOf, mainClass, outline, shapeOf } from '../../parts/classLook';
import { count, truncate } from '../../parts/words';
import { markHref } from './markHref';
import type { Layout, Mark } from './neighbourhoodLayout';

const LETTER = 6.6;
const NODE = 12;
const GROUP = 26;
const CENTRE = 24;
/** How far along its line a verb stands: nearer the mark, where lines have drawn apart. */
const VERB_AT = 0.66;
/** On less, the name of the entity would cover the verbs; the page's title says it already. */
const NAMED_FROM = 420;

export function NeighbourhoodDrawing({ entity, layout }: { entity: EntityDetail; layout: Layout }) {
  const { width, height, centre, marks } = layout;
  return (
    <svg
      class="drawing"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={`Neighbourhood of ${entity.displayName}`}
    >
      <g class="edges" aria-hidden="true">
        {marks.map((mark) => <path key={mark.key} d={`M${centre.x} ${centre.y}L${mark.x} ${mark.y}`} />)}
        {marks.map((mark) => <path key={mark.key} class="arrow" d={arrow(mark, centre)} />)}
      </g>
      <g class="verbs" aria-hidden="true">
        {marks.filter((mark) => mark.named).map((mark) => (
          <text
            key={mark.key}
            x={centre.x + (mark.x - centre.x) * VERB_AT}
            y={centre.y + (mark.y - centre.y) * VERB_AT + 3}
            text-anchor="middle"
          >
            {mark.verb}
          </text>
        ))}
      </g>
      {marks.map((mark) => <MarkLink key={mark.key} mark={mark} entity={entity} layout={layout} />)}
      <g class={`hue-${hueOf(mainClass(entity.classes))}`} aria-hidden="true">
        <path class="shape" d={outline(shapeOf(mainClass(entity.classes)), centre.x, centre.y, CENTRE)} />
        {width >= NAMED_FROM && (
          <text class="centre-name" x={centre.x} y={centre.y + CENTRE + 4} text-anchor="middle">
            {truncate(entity.displayName, Math.floor((width * 0.4) / LETTER))}
          </text>
        )}
      </g>
    </svg>
  );
}

function MarkLink({ mark, entity, layout }: { mark: Mark; entity: EntityDetail; layout: Layout }) {
  const name = mark.entity?.displayName ?? mark.class;
  const className = mark.entity ? mainClass(mark.entity.classes) : mark.class;
  const size = mark.entity ? NODE : GROUP;
  const outgoing = mark.direction === 'OUT';
  const room = (outgoing ? layout.width - mark.x : mark.x) - size / 2 - 10;
  const label = mark.entity ? `${className} ${name}` : `${count(mark.count)} ${className} (${mark.type})`;
  return (
    <a href={markHref(entity.id, mark)} class={`mark hue-${hueOf(className)}`}>
      <title>{`${outgoing ? '' : 'incoming '}${mark.verb} ${label}`}</title>
      <path class="shape" d={outline(mark.entity ? shapeOf(className) : 'square', mark.x, mark.y, size)} />
      {!mark.entity && (
        <text class="group-count" x={mark.x} y={mark.y + 4} text-anchor="middle">{count(mark.count)}</text>
      )}
      <text
        class="mark-name"
        x={mark.x + (outgoing ? 1 : -1) * (size / 2 + 6)}
        y={mark.y + 4}
        text-anchor={outgoing ? 'start' : 'end'}
      >
        {truncate(name, Math.floor(room / LETTER))}
      </text>
    </a>
  );
}

/** A small head that shows which way the relationship points. */
function arrow(mark: Mark, centre: { x: number; y: number }): string {
  const [from, to, gap] = mark.direction === 'OUT'
    ? [centre, mark, (mark.entity ? NODE : GROUP) / 2 + 3]
    : [mark, centre, CENTRE / 2 + 4];
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const tip = { x: to.x - dx * gap, y: to.y - dy * gap };
  const wing = (side: number) => `${round(tip.x - dx * 6 + side * dy * 3)} ${round(tip.y - dy * 6 - side * dx * 3)}`;
  return `M${wing(1)}L${round(tip.x)} ${round(tip.y)}L${wing(-1)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
