import type { PlannedChange } from '../../api/types';
import { entityHref } from '../../app/urlState';
import { operationTone } from '../../parts/changeWords';
import { Panel } from '../../parts/Panel';
import { StatusDot } from '../../parts/StatusDot';
import { TableFrame } from '../../parts/TableFrame';

const WOULD: Record<PlannedChange['operation'], string> = { create: 'Create', update: 'Update', delete: 'Delete' };

/** The first few changes of each kind that a full sync would make. */
export function PlannedChanges({ planned }: { planned: readonly PlannedChange[] }) {
  return (
    <Panel title="What would change" note="The first few of each kind. What goes along with an entity is not listed.">
      <TableFrame label="What would change">
        <thead><tr><th scope="col">Change</th><th scope="col">Type</th><th scope="col">Name</th><th scope="col">Fields</th></tr></thead>
        <tbody>
          {planned.map((change) => (
            <tr key={`${change.operation} ${change.id}`}>
              <td><span class={`state tone-${operationTone(change.operation)}`}>
                <StatusDot tone={operationTone(change.operation)} /> {WOULD[change.operation]}
              </span></td>
              <td class="mono">{change.type}</td>
              <td class="wrap break"><Name change={change} /></td>
              <td class="secondary wrap">{change.fields.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
}

/** Only what is in the graph has a page. */
function Name({ change }: { change: PlannedChange }) {
  return change.kind === 'entity' && change.operation !== 'create'
    ? <a class="link" href={entityHref(change.id)}>{change.name}</a>
    : <>{change.name}</>;
}
