import { stats } from '../../api/shared';
import { hrefWith } from '../../app/location';
import { Empty } from '../../parts/Empty';
import { day } from '../../parts/words';

export interface ChangeFilter {
  from: string;
  to: string;
  type: string;
  op: string;
  kind: string;
  sync: string;
  installation: string;
}

/** Nothing recorded and nothing matching are different news; the latter names what to drop. */
export function NoChanges({ filter, keptSince }: { filter: ChangeFilter; keptSince: string | null }) {
  const installation = stats.value?.byInstallation.find(({ id }) => id === filter.installation)?.name ?? filter.installation;
  const words: Record<keyof ChangeFilter, string> = {
    from: `begin ${filter.from}`,
    to: `end ${filter.to}`,
    type: `type ${filter.type}`,
    op: `operation ${filter.op}`,
    kind: `kind ${filter.kind}`,
    sync: `sync ${filter.sync}`,
    installation: `installation ${installation}`,
  };
  const active = (Object.keys(words) as (keyof ChangeFilter)[]).filter((name) => filter[name] !== '');
  const kept = keptSince && <p>Changes before {day(keptSince)} are no longer kept.</p>;
  if (active.length === 0) {
    return (
      <Empty kind="nothing-yet" title="Nothing has changed yet">
        <p>What the first sync of an installation finds is the beginning of its history and is not listed; what later syncs change is.</p>
        {kept}
      </Empty>
    );
  }
  return (
    <Empty kind="no-match" title="No change matches">
      {filter.sync && <p>A sync that changed nothing, or that was the first of its installation, leaves no records.</p>}
      {kept}
      <p>Drop a filter to see more:</p>
      <p class="buttons">
        {active.map((name) => <a key={name} class="button" href={hrefWith({ [name]: null, cursor: null })}>Drop {words[name]}</a>)}
      </p>
    </Empty>
  );
}
