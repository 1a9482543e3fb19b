import type { Installation } from '../../api/types';
import { mayOperate } from '../../app/session';
import { syncHref, withParams } from '../../app/urlState';
import { SyncButtons } from '../../parts/SyncButtons';
import { SyncStateWord } from '../../parts/SyncStateWord';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { count } from '../../parts/words';

export function InstallationTable({ installations }: { installations: Installation[] }) {
  return (
    <TableFrame label="Installations">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Connector</th>
          <th scope="col" class="number">Entities</th>
          <th scope="col" class="number">Relationships</th>
          <th scope="col">Last sync</th>
          <th scope="col">Next run</th>
          {mayOperate.value && <th scope="col"><span class="visually-hidden">Actions</span></th>}
        </tr>
      </thead>
      <tbody>
        {installations.map((installation) => <Row key={installation.id} installation={installation} />)}
      </tbody>
    </TableFrame>
  );
}

function Row({ installation }: { installation: Installation }) {
  const { id, name, connector, counts, lastSync, schedule, health } = installation;
  const nameId = `installation-${id}`;
  return (
    <tr>
      <th scope="row" id={nameId}>
        <a class="link" href={withParams('/entities', { installation: id })}>{name}</a>
        {health && health.status !== 'healthy' && health.status !== 'unknown' && (
          <span class="tone-warn" title={health.detail ?? undefined}> {health.status}</span>
        )}
      </th>
      <td class="secondary">{connector}</td>
      <td class="number">{count(counts.entities)}</td>
      <td class="number">{count(counts.relationships)}</td>
      <td>
        {lastSync ? (
          <a class="quiet-link" href={syncHref(lastSync.id)}>
            <SyncStateWord sync={lastSync} />{' '}
            <span class="secondary"><Time at={lastSync.finishedAt ?? lastSync.startedAt} /></span>
          </a>
        ) : <span class="tertiary">never</span>}
      </td>
      <td class="secondary">
        {schedule?.enabled ? <Time at={schedule.nextRunAt} never="not planned" /> : 'not scheduled'}
      </td>
      {mayOperate.value && <td class="row-actions"><SyncButtons installation={id} describedBy={nameId} /></td>}
    </tr>
  );
}
