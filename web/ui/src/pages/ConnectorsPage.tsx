import { useEffect } from 'preact/hooks';
import { get } from '../api/client';
import { onSyncEvents } from '../api/events';
import type { Connector, Installation, Page } from '../api/types';
import { useResource } from '../api/useResource';
import { hrefWith, param, setParams } from '../app/location';
import { mayAdminister } from '../app/session';
import { connectHref } from '../app/urlState';
import { CopyButton } from '../parts/CopyButton';
import { Empty } from '../parts/Empty';
import { Loaded } from '../parts/Loaded';
import { Panel } from '../parts/Panel';
import { useTitle } from '../parts/useTitle';
import { plural } from '../parts/words';
import { ConnectorIcon } from './connectors/ConnectorIcon';
import { InstallationHealthTable } from './connectors/InstallationHealthTable';

export default function ConnectorsPage() {
  useTitle('Connectors');
  const connectors = useResource('connectors', (abort) => get<Page<Connector>>('/connectors', {}, abort));
  const installations = useResource('installations', (abort) =>
    get<Page<Installation>>('/installations', { limit: 200 }, abort));
  useEffect(() => onSyncEvents((event) => event.type.startsWith('Sync'), installations.reload), []);

  return (
    <div class="page">
      <div class="page-head">
        <h1>Connectors</h1>
        <span class="page-actions"><CopyButton /></span>
      </div>
      <Panel title="Installations" note={installations.data && plural(installations.data.items.length, 'system')}>
        <Loaded resource={installations} rows={3}>
          {({ items }) => items.length === 0 ? (
            <Empty kind="nothing-yet" title="Nothing is connected yet">
              {mayAdminister.value ? 'Choose a connector below.' : 'An administrator connects systems here.'}
            </Empty>
          ) : <InstallationHealthTable installations={items} />}
        </Loaded>
      </Panel>
      <Panel title="Catalogue" note={connectors.data && plural(connectors.data.items.length, 'connector')}>
        <Loaded resource={connectors} rows={4}>
          {({ items }) => <Catalogue connectors={items} />}
        </Loaded>
      </Panel>
    </div>
  );
}

function Catalogue({ connectors }: { connectors: Connector[] }) {
  const wanted = param('q').trim().toLowerCase();
  const shown = connectors.filter(({ name, displayName, description }) =>
    `${name} ${displayName} ${description ?? ''}`.toLowerCase().includes(wanted));
  return (
    <>
      <div class="catalogue-filter">
        <input
          class="input search"
          type="search"
          aria-label="Filter connectors"
          placeholder="Filter connectors"
          value={param('q')}
          onInput={(event) => setParams({ q: event.currentTarget.value }, { replace: true })}
        />
      </div>
      {shown.length > 0 && (
        <ul class="rows">{shown.map((connector) => <Entry key={connector.name + connector.status} connector={connector} />)}</ul>
      )}
      {shown.length === 0 && (connectors.length === 0 ? (
        <Empty kind="nothing-yet" title="No connector is installed">
          Put one into the folder <code>plugins</code> and restart Cadastre.
        </Empty>
      ) : (
        <Empty kind="no-match" title={`No connector matches “${param('q')}”`}>
          <a class="button" href={hrefWith({ q: null })}>Drop the filter</a>
        </Empty>
      ))}
    </>
  );
}

const STATUS_WORDS = { available: 'Available', broken: 'Cannot be used', duplicate: 'Not used' };

function Entry({ connector }: { connector: Connector }) {
  const { name, displayName, description, version, icon, status, problems } = connector;
  const usable = status === 'available';
  return (
    <li class="connector" data-status={status}>
      <ConnectorIcon path={icon} />
      <div class="connector-words">
        <h3>{displayName} <span class="secondary connector-name">{name}{version && ` ${version}`}</span></h3>
        {description && <p class="secondary">{description}</p>}
        {problems.map((problem) => <p key={problem} class="tone-error break">{problem}</p>)}
      </div>
      <span class={usable ? 'secondary' : 'tone-error'}>{STATUS_WORDS[status]}</span>
      {usable && mayAdminister.value && (
        <a class="button" href={connectHref(name)} aria-label={`Connect ${displayName}`}>Connect</a>
      )}
    </li>
  );
}
