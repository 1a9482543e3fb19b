import { get } from '../../api/client';
import type { Page, PendingEnd, PendingRelationship } from '../../api/types';
import { useResource } from '../../api/useResource';
import { param } from '../../app/location';
import { EntityLink } from '../../parts/EntityLink';
import { Loaded } from '../../parts/Loaded';
import { Pager } from '../../parts/Pager';
import { Panel } from '../../parts/Panel';
import { endWords, reasonWords } from '../../parts/pendingWords';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { count, plural } from '../../parts/words';

const PAGE_SIZE = 20;

/** The relationships that an installation asserts and that are not in the graph yet. */
export function WaitingRelationships({ installation, total }: { installation: string; total: number }) {
  const request = { cursor: param('cursor'), limit: PAGE_SIZE };
  const list = useResource(JSON.stringify([installation, total, request]), (abort) =>
    get<Page<PendingRelationship>>(`/installations/${encodeURIComponent(installation)}/pending`, request, abort));
  return (
    <Panel title="Waiting relationships" note={`${count(total)}; each is written once its other end is there, and only one`}>
      <Loaded resource={list} rows={4}>
        {({ items, nextCursor }) => (
          <>
            <TableFrame label="Waiting relationships">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">Verb</th>
                  <th scope="col">To</th>
                  <th scope="col">Waits because</th>
                  <th scope="col">Since</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={item.id}>
                    <td class="break"><End end={item.from} /></td>
                    <td class="verb">{item.verb}</td>
                    <td class="break"><End end={item.to} /></td>
                    <td>
                      {reasonWords(item)}
                      {item.candidates.map((entity) => <div key={entity.id}><EntityLink {...entity} /></div>)}
                    </td>
                    <td class="secondary"><Time at={item.since} never="" /></td>
                  </tr>
                ))}
              </tbody>
            </TableFrame>
            <Pager nextCursor={nextCursor} shown={`${plural(items.length, 'relationship')} on this page`} />
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function End({ end }: { end: PendingEnd }) {
  return end.entity ? <EntityLink {...end.entity} /> : <span class="secondary">{endWords(end)}</span>;
}
