import type { Change } from '../api/types';
import { differences, type Difference } from './changeWords';
import { PropertyValue } from './PropertyValue';
import { plural } from './words';

/** An update shows its values at once; the whole state of what came or went is a click away. */
export function Differences({ change }: { change: Change }) {
  const all = differences(change);
  if (all.length === 0) return null;
  if (change.operation === 'update') return <List differences={all} operation={change.operation} />;
  return (
    <details class="whole-state">
      <summary>{plural(all.length, 'value')}</summary>
      <List differences={all} operation={change.operation} />
    </details>
  );
}

function List({ differences: all, operation }: { differences: Difference[]; operation: Change['operation'] }) {
  return (
    <dl class="differences">
      {all.map(({ name, before, after }) => (
        <div key={name} class="difference">
          <dt>{name}</dt>
          <dd>
            {operation !== 'create' && <Before name={name} value={before} />}
            {operation === 'update' && <span class="tertiary" aria-hidden="true"> → </span>}
            {operation !== 'delete' && <ins><PropertyValue name={name} value={after} /></ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Nothing cannot be crossed out. */
function Before({ name, value }: { name: string; value: unknown }) {
  const shown = <PropertyValue name={name} value={value} />;
  return value === null || value === undefined ? shown : <del>{shown}</del>;
}
