import { stats } from '../../api/shared';
import { hrefWith } from '../../app/location';
import { Empty } from '../../parts/Empty';
import type { EntityFilter } from '../../parts/cypherText';

/** Nothing collected and nothing matching are different news; the latter names what to drop. */
export function NoEntities({ filter }: { filter: EntityFilter }) {
  const known = stats.value;
  const installationName = known?.byInstallation.find(({ id }) => id === filter.installation)?.name ?? filter.installation;
  const active = [
    { name: 'q', words: `search “${filter.q}”`, on: filter.q },
    { name: 'class', words: `class ${filter.class}`, on: filter.class },
    { name: 'type', words: `type ${filter.type}`, on: filter.type },
    { name: 'installation', words: `installation ${installationName}`, on: filter.installation },
  ].filter(({ on }) => on !== '');

  if (active.length === 0) {
    return (
      <Empty kind="nothing-yet" title="Nothing collected yet">
        The first sync fills this list. <a class="link" href="/">Start on the overview</a>
      </Empty>
    );
  }
  return (
    <Empty kind="no-match" title="Nothing matches">
      <p>Drop a filter to see more:</p>
      <p class="buttons">
        {active.map(({ name, words }) => (
          <a key={name} class="button" href={hrefWith({ [name]: null, cursor: null, peek: null })}>Drop {words}</a>
        ))}
      </p>
    </Empty>
  );
}
