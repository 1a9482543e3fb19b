import { Time } from './Time';
import { count } from './words';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/;
const CODE_LIKE = /^[\w.:/@+=-]*\d[\w.:/@+=-]*$/;

/** Numbers that name something rather than count it. */
const NAMING = /(id|port|year|number|code|mask)$/i;

/** A property as its kind reads best; identifiers and addresses in mono. */
export function PropertyValue({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined) return <span class="tertiary">none</span>;
  if (value === '') return <span class="tertiary">empty</span>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  if (typeof value === 'number') return <span class="mono">{Number.isInteger(value) && !NAMING.test(name) ? count(value) : value}</span>;
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return <Time at={value} />;
    if (/^https?:\/\//.test(value)) return <a class="link" href={value} rel="noreferrer noopener" target="_blank">{value}</a>;
    return CODE_LIKE.test(value) ? <span class="mono">{value}</span> : <>{value}</>;
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
    return value.length === 0 ? <span class="tertiary">empty list</span> : <span class="mono">{value.join(' ')}</span>;
  }
  return <span class="mono">{JSON.stringify(value)}</span>;
}
