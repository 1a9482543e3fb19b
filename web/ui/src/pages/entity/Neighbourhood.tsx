import { get } from '../../api/client';
import type { EntityDetail, EntityGraph } from '../../api/types';
import { useResource } from '../../api/useResource';
import { hrefWith, param } from '../../app/location';
import { EntityLink } from '../../parts/EntityLink';
import { Loaded } from '../../parts/Loaded';
import { Panel } from '../../parts/Panel';
import { TableFrame } from '../../parts/TableFrame';
import { useWidth } from '../../parts/useWidth';
import { count, plural } from '../../parts/words';
import { ClassGlyph } from '../../parts/ClassGlyph';
import { markHref } from './markHref';
import { layoutNeighbourhood, type Layout, type Mark } from './neighbourhoodLayout';
import { NeighbourhoodDrawing } from './NeighbourhoodDrawing';

const LIMIT = 300;

/** What is one step away, as a drawing or as a table of the same marks. */
export function Neighbourhood({ entity, total }: { entity: EntityDetail; total: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const graph = useResource(total === 0 ? null : `${entity.id} ${entity.version} ${total}`, (abort) =>
    get<EntityGraph>(`/entities/${encodeURIComponent(entity.id)}/graph`, { depth: 1, limit: LIMIT }, abort));
  const asTable = param('neighbours') === 'table';
  const layout = graph.data && layoutNeighbourhood(entity.id, entity.relationshipCounts, graph.data, width);
  return (
    <Panel
      title="Neighbourhood"
      note={layout ? summary(layout, total) : plural(total, 'relationship')}
      action={total > 0 && (
        <a class="quiet-link" href={hrefWith({ neighbours: asTable ? null : 'table' })}>{asTable ? 'Drawing' : 'Table'}</a>
      )}
    >
      <div ref={frame} class="neighbourhood">
        {total === 0 ? <p class="panel-text secondary">Nothing is related to this entity.</p> : (
          <Loaded resource={graph}>
            {() => layout && (asTable
              ? <MarkTable id={entity.id} marks={layout.marks} />
              : <NeighbourhoodDrawing entity={entity} layout={layout} />)}
          </Loaded>
        )}
      </div>
    </Panel>
  );
}

function summary({ drawn, grouped, groups }: Layout, total: number): string {
  const of = `${count(drawn)} of ${count(total)} drawn`;
  return groups === 0 ? of : `${of}, ${count(grouped)} in ${plural(groups, 'group')}`;
}

function MarkTable({ id, marks }: { id: string; marks: Mark[] }) {
  return (
    <TableFrame label="Neighbourhood">
      <thead>
        <tr><th scope="col">Direction</th><th scope="col">Verb</th><th scope="col">Entity</th><th scope="col">Type</th></tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr key={mark.key}>
            <td class="secondary">{mark.direction === 'OUT' ? 'out' : 'in'}</td>
            <td class="verb">{mark.verb}</td>
            <th scope="row">
              {mark.entity ? <EntityLink {...mark.entity} /> : (
                <a class="entity-link" href={markHref(id, mark)}><ClassGlyph classes={[mark.class]} /> {count(mark.count)} × {mark.class}</a>
              )}
            </th>
            <td class="secondary">{mark.type}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
