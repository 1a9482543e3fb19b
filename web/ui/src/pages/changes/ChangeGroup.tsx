import type { Change } from '../../api/types';
import { entityHref, syncHref } from '../../app/urlState';
import { operationTone, operationWord, tally, type SyncGroup, type TypeGroup } from '../../parts/changeWords';
import { Differences } from '../../parts/Differences';
import { Panel } from '../../parts/Panel';
import { StatusDot } from '../../parts/StatusDot';
import { Time } from '../../parts/Time';
import { truncate } from '../../parts/words';

const ID_SHOWN = 14;

/** What one sync changed, by type. */
export function ChangeGroup({ group }: { group: SyncGroup }) {
  return (
    <Panel
      title={group.installationName}
      note={<Time at={group.at} />}
      action={<a class="link" href={syncHref(group.sync)} title={group.sync}>Sync {truncate(group.sync, ID_SHOWN)}</a>}
    >
      {group.types.map((ofType) => <TypeSection key={ofType.type} {...ofType} />)}
    </Panel>
  );
}

function TypeSection({ type, changes }: TypeGroup) {
  return (
    <section class="change-type" aria-label={type}>
      <h3 class="change-type-head"><span class="mono">{type}</span> <span class="secondary">{tally(changes)}</span></h3>
      <ul class="rows">{changes.map((change) => <Row key={change.id} change={change} />)}</ul>
    </section>
  );
}

function Row({ change }: { change: Change }) {
  return (
    <li class="change">
      <span class="state"><StatusDot tone={operationTone(change.operation)} /> {operationWord(change.operation)}</span>
      <div class="change-what">
        <Subject change={change} />
        <Differences change={change} />
      </div>
    </li>
  );
}

/** A relationship leads to the entity that it leaves. */
function Subject({ change }: { change: Change }) {
  const id = change.kind === 'entity' ? change.subject : change.from;
  const params = change.kind === 'entity' ? { tab: 'changes' } : { tab: 'relationships' };
  return id ? <a class="link break" href={entityHref(id, params)}>{change.name}</a> : <span class="break">{change.name}</span>;
}
