import type { SyncStep } from '../../api/types';
import { stepTone, stepWords } from '../../parts/syncWords';
import { TableFrame } from '../../parts/TableFrame';
import { count, duration } from '../../parts/words';

export function StepTable({ steps }: { steps: SyncStep[] }) {
  return (
    <TableFrame label="Steps">
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" class="progress-column">Progress</th>
          <th scope="col" class="number">Items</th>
          <th scope="col" class="number">Time</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.id}>
            <th scope="row" class="plain">{step.description}</th>
            <td><Progress step={step} /></td>
            <td class="number" title={`${count(step.entities)} entities, ${count(step.relationships)} relationships, ${count(step.calls)} calls`}>
              {step.state === 'WAITING' || step.state === 'SKIPPED' ? '' : count(step.entities + step.relationships)}
            </td>
            <td class="number secondary">{step.durationMs === null ? '' : duration(step.durationMs)}</td>
            <td class={`tone-${stepTone(step)} wrap`}>{stepWords(step, steps)}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** A source does not tell how much there is to come: a running step moves, a finished one is full. */
function Progress({ step }: { step: SyncStep }) {
  const fill = step.state === 'DONE' ? 'full' : step.state === 'RUNNING' ? 'moving' : 'none';
  return (
    <span class="progress" aria-hidden="true">
      <span class={`progress-fill progress-${fill} tone-${stepTone(step)}`} />
    </span>
  );
}
