import type { Sync } from '../../api/types';
import { syncHref } from '../../app/urlState';
import { now } from '../../parts/now';
import { SyncStateWord } from '../../parts/SyncStateWord';
import { changes, isLive, modeWord } from '../../parts/syncWords';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { clock, count } from '../../parts/words';

export function SyncTable({ syncs }: { syncs: Sync[] }) {
  return (
    <TableFrame label="Syncs">
      <thead>
        <tr>
          <th scope="col">Installation</th>
          <th scope="col">State</th>
          <th scope="col">Mode</th>
          <th scope="col">Started by</th>
          <th scope="col">Started</th>
          <th scope="col" class="number">Duration</th>
          <th scope="col" class="number">Entities</th>
          <th scope="col" class="number">Relationships</th>
        </tr>
      </thead>
      <tbody>{syncs.map((sync) => <Row key={sync.id} sync={sync} />)}</tbody>
    </TableFrame>
  );
}

function Row({ sync }: { sync: Sync }) {
  const live = isLive(sync.state);
  const collected = (part: 'entities' | 'relationships') =>
    live ? (sync.progress ? `${count(sync.progress[part])} so far` : '') : changes(sync.stats?.[part]);
  return (
    <tr class={live ? 'live-row' : undefined}>
      <th scope="row"><a class="link" href={syncHref(sync.id)}>{sync.installationName}</a></th>
      <td><SyncStateWord sync={sync} /></td>
      <td class="secondary">{modeWord(sync.mode)}</td>
      <td class="secondary">{sync.trigger}</td>
      <td class="secondary"><Time at={sync.startedAt} never="not yet" /></td>
      <td class="number">{elapsed(sync)}</td>
      <td class="number">{collected('entities')}</td>
      <td class="number">{collected('relationships')}</td>
    </tr>
  );
}

/** How long a sync took, or has taken until now. */
export function elapsed(sync: Sync): string {
  if (!sync.startedAt) return '';
  const end = sync.finishedAt ? Date.parse(sync.finishedAt) : isLive(sync.state) ? now.value : null;
  return end === null ? '' : clock(end - Date.parse(sync.startedAt));
}
