import type { Installation } from '../../api/types';
import { syncHref } from '../../app/urlState';
import { Notice } from '../../parts/Notice';
import { stateWord } from '../../parts/syncWords';
import { Time } from '../../parts/Time';

const NOT_CLEAN = new Set(['PARTIAL', 'FAILED', 'HELD', 'INTERRUPTED']);

/** Installations whose last sync did not see everything: stale data says so before anyone relies on it. */
export function HealthNotes({ installations }: { installations: Installation[] }) {
  const notes = installations.flatMap(({ id, name, lastSync }) =>
    lastSync && NOT_CLEAN.has(lastSync.state) && !lastSync.heldDecision ? [{ id, name, lastSync }] : []);
  return (
    <>
      {notes.map(({ id, name, lastSync }) => (
        <Notice
          key={id}
          tone="warn"
          title={`${name}: last sync ${stateWord(lastSync.state).toLowerCase()}`}
        >
          {lastSync.state === 'HELD'
            ? 'Deletions wait for a decision; that data is kept until then. '
            : 'Data it could not confirm is kept and marked stale; nothing was deleted without proof. '}
          <a class="link" href={syncHref(lastSync.id)}>What happened</a>{' '}
          <Time at={lastSync.finishedAt ?? lastSync.startedAt} />
        </Notice>
      ))}
    </>
  );
}
