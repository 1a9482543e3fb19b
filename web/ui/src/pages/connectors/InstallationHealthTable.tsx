import type { Installation } from '../../api/types';
import { mayOperate } from '../../app/session';
import { installationHref, syncHref } from '../../app/urlState';
import { HealthWord } from '../../parts/HealthWord';
import { SyncButtons } from '../../parts/SyncButtons';
import { SyncStateWord } from '../../parts/SyncStateWord';
import { TableFrame } from '../../parts/TableFrame';
import { Time } from '../../parts/Time';
import { scheduleWords } from './scheduleWords';

export function InstallationHealthTable({ installations }: { installations: Installation[] }) {
  return (
    <TableFrame label="Installations">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Connector</th>
          <th scope="col">Health</th>
          <th scope="col">Last sync</th>
          <th scope="col">Schedule</th>
          <th scope="col">Next run</th>
          {mayOperate.value && <th scope="col"><span class="visually-hidden">Actions</span></th>}
        </tr>
      </thead>
      <tbody>
        {installations.map(({ id, name, connector, health, lastSync, schedule }) => (
          <tr key={id}>
            <th scope="row" id={`health-${id}`}><a class="link" href={installationHref(id)}>{name}</a></th>
            <td class="secondary">{connector}</td>
            <td><HealthWord health={health} /></td>
            <td>
              {lastSync ? (
                <a class="quiet-link" href={syncHref(lastSync.id)}>
                  <SyncStateWord sync={lastSync} />{' '}
                  <span class="secondary"><Time at={lastSync.finishedAt ?? lastSync.startedAt} /></span>
                </a>
              ) : <span class="tertiary">never</span>}
            </td>
            <td class="secondary">{scheduleWords(schedule)}</td>
            <td class="secondary"><Time at={schedule?.enabled ? schedule.nextRunAt : null} never="not planned" /></td>
            {mayOperate.value && <td class="row-actions"><SyncButtons installation={id} describedBy={`health-${id}`} /></td>}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
