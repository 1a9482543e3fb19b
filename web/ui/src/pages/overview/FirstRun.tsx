import type { ComponentChildren } from 'preact';
import type { Installation } from '../../api/types';
import { queryHref } from '../../app/urlState';
import { Panel } from '../../parts/Panel';
import { SyncButtons } from '../../parts/SyncButtons';

/** Three steps from nothing to an answer; the next one to do is open. */
export function FirstRun({ installations, entities }: { installations: Installation[]; entities: number }) {
  const [first] = installations;
  const done = [first !== undefined, entities > 0, false];
  const next = done.indexOf(false);
  return (
    <Panel title="Getting started" note="nothing has been collected yet">
      <ol class="checklist">
        <Step number={1} title="Add an installation" done={done[0]!} current={next === 0}>
          An installation is one system to collect from: a connector with its configuration and credentials.{' '}
          <a class="link" href="/connectors">Choose what to connect</a>
        </Step>
        <Step number={2} title="Run the first sync" done={done[1]!} current={next === 1}>
          <p>A plan shows what would be collected and writes nothing; a sync fills the graph.</p>
          {first && <SyncButtons installation={first.id} />}
        </Step>
        <Step number={3} title="Ask a question" done={done[2]!} current={next === 2}>
          Everything collected is one graph, asked in Cypher.{' '}
          <a class="link" href={queryHref('MATCH (e:Entity)\nRETURN e._type AS type, count(*) AS entities\nORDER BY entities DESC LIMIT 20')}>
            Count what is there by type
          </a>
        </Step>
      </ol>
    </Panel>
  );
}

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  current: boolean;
  children: ComponentChildren;
}

function Step({ number, title, done, current, children }: StepProps) {
  return (
    <li class={current ? 'check-step current' : 'check-step'} aria-current={current ? 'step' : undefined}>
      <span class={done ? 'check-mark done' : 'check-mark'} aria-hidden="true">{done ? '✓' : number}</span>
      <div>
        <strong>{title}</strong>{done && <span class="tone-ok"> done</span>}
        {current && <div class="secondary">{children}</div>}
      </div>
    </li>
  );
}
