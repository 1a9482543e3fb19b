import { get } from '../api/client';
import type { Connector, Onboarding } from '../api/types';
import { useResource } from '../api/useResource';
import { navigate } from '../app/location';
import { mayAdminister } from '../app/session';
import { installationHref } from '../app/urlState';
import { ClassGlyph } from '../parts/ClassGlyph';
import { Empty } from '../parts/Empty';
import { Failure } from '../parts/Failure';
import { Panel } from '../parts/Panel';
import { Skeleton } from '../parts/Skeleton';
import { SyncButtons } from '../parts/SyncButtons';
import { useTitle } from '../parts/useTitle';
import { StepForm } from './connectors/StepForm';
import { useOnboarding } from './connectors/useOnboarding';

export default function ConnectPage({ id: name }: { id: string }) {
  const { data: connector } = useResource(name, (abort) =>
    get<Connector>(`/connectors/${encodeURIComponent(name)}`, {}, abort));
  const title = `Connect ${connector?.displayName ?? name}`;
  useTitle(title);
  return (
    <div class="page">
      <div class="page-head"><h1>{title}</h1></div>
      {mayAdminister.value ? (
        <div class="connect-columns">
          <Wizard connector={name} />
          {connector && <Aside connector={connector} />}
        </div>
      ) : (
        <Empty kind="not-permitted" title="You may not connect systems">
          Administrators may. <a class="link" href="/connectors">Back to the connectors</a>
        </Empty>
      )}
    </div>
  );
}

function Wizard({ connector }: { connector: string }) {
  const { state, refused, busy, round, draft, begin, answer, back, cancel } = useOnboarding(connector);
  if (refused?.code === 'not-found') {
    return (
      <Empty kind="nothing-yet" title="This cannot go on">
        <p>{refused.message}</p>
        <span class="buttons">
          <button type="button" class="button button-primary" onClick={begin}>Begin again</button>
          <a class="button" href="/connectors">All connectors</a>
        </span>
      </Empty>
    );
  }
  if (!state) return refused ? <Failure problem={refused} retry={begin} /> : <Skeleton rows={8} />;
  if (!state.step) return <Done state={state} />;
  return (
    <StepForm
      key={`${state.step.key}/${round}`}
      state={state}
      step={state.step}
      draft={draft}
      refused={refused}
      busy={busy}
      onAnswer={answer}
      onBack={back}
      onCancel={() => {
        cancel();
        navigate('/connectors');
      }}
    />
  );
}

function Done({ state: { installation, installationName } }: { state: Onboarding }) {
  if (!installation) return null;
  return (
    <Panel title={`${installationName} is connected`}>
      <div class="panel-text stack" role="status">
        <p>A plan shows what would be collected and writes nothing; a sync fills the graph.</p>
        <span class="buttons">
          <SyncButtons installation={installation} />
          <a class="button" href={installationHref(installation)}>Show {installationName}</a>
        </span>
      </div>
    </Panel>
  );
}

function Aside({ connector: { scopes, schema } }: { connector: Connector }) {
  return (
    <div class="stack">
      <Panel title="What this adds to the graph">
        <ul class="rows">
          {schema.entityTypes.map((type) => (
            <li key={type.name} class="row"><ClassGlyph classes={type.classes} /> {type.name}</li>
          ))}
        </ul>
      </Panel>
      {scopes.length > 0 && (
        <Panel title="What it must be allowed">
          <ul class="rows">{scopes.map((scope) => <li key={scope} class="row break">{scope}</li>)}</ul>
        </Panel>
      )}
      <Panel title="Kept secret">
        <p class="panel-text secondary">
          Secrets are encrypted, never shown again, never logged, and never returned by the API.
        </p>
      </Panel>
    </div>
  );
}
