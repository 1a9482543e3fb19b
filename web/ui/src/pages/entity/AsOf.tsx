import { get } from '../../api/client';
import type { PastEntity } from '../../api/types';
import { useResource } from '../../api/useResource';
import { hrefWith } from '../../app/location';
import { Empty } from '../../parts/Empty';
import { Loaded } from '../../parts/Loaded';
import { Panel } from '../../parts/Panel';
import { PropertyList } from '../../parts/PropertyList';
import { Time } from '../../parts/Time';
import { count, exactTime } from '../../parts/words';

/** What an entity was at a time. */
export function AsOf({ id, at }: { id: string; at: string }) {
  const past = useResource(`${id} ${at}`, (abort) => get<PastEntity>(`/entities/${encodeURIComponent(id)}`, { at }, abort));
  const back = <a class="link" href={hrefWith({ at: null })}>Show as it is now</a>;
  // That it was not there, or that nobody knows, is an answer.
  if (past.error?.code === 'not-found' || past.error?.code === 'history-expired') {
    return <Empty kind="no-match" title={`Nothing to show ${whenWords(at)}`}><p>{past.error.message}</p><p>{back}</p></Empty>;
  }
  return (
    <Loaded resource={past} rows={8}>
      {(entity) => (
        <Panel
          title={`Properties ${whenWords(at)}`}
          note={<>{count(Object.keys(entity.properties).length)} · version {count(entity.version)}{entity.until && <> · until <Time at={entity.until} /></>}</>}
          action={back}
        >
          <PropertyList properties={{ 'display name': entity.displayName, classes: entity.classes, ...entity.properties }} />
        </Panel>
      )}
    </Loaded>
  );
}

function whenWords(at: string): string {
  return Number.isNaN(Date.parse(at)) ? `at ${at}` : `on ${exactTime(at)}`;
}
