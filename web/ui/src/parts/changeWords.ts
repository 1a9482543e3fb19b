import type { Change, Operation } from '../api/types';
import { count } from './words';

/** A value that changed; undefined where it is not part of the record, null where there was or is none. */
export interface Difference {
  name: string;
  before: unknown;
  after: unknown;
}

const SYSTEM_NAMES: Record<string, string> = {
  _displayName: 'display name', _class: 'classes', _key: 'key', _connector: 'connector', _createdAt: 'created',
};

/** What changed, by name; what Cadastre itself keeps comes first. */
export function differences({ before, after }: Pick<Change, 'before' | 'after'>): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const system = (name: string) => (name.startsWith('_') ? 0 : 1);
  return names
    .sort((a, b) => system(a) - system(b) || a.localeCompare(b))
    .map((name) => ({ name: SYSTEM_NAMES[name] ?? name, before: before[name], after: after[name] }));
}

const OPERATIONS: Record<Operation, { word: string; tone: 'ok' | 'accent' | 'error' }> = {
  create: { word: 'Created', tone: 'ok' },
  update: { word: 'Updated', tone: 'accent' },
  delete: { word: 'Deleted', tone: 'error' },
};

export const operationWord = (operation: Operation): string => OPERATIONS[operation].word;
export const operationTone = (operation: Operation) => OPERATIONS[operation].tone;
export const OPERATION_OPTIONS = (Object.keys(OPERATIONS) as Operation[]).map((value) => ({ value, label: operationWord(value).toLowerCase() }));

export interface TypeGroup {
  type: string;
  changes: Change[];
}

export interface SyncGroup {
  sync: string;
  at: string;
  installation: string;
  installationName: string;
  types: TypeGroup[];
}

/** Changes by sync and, within, by type, in the order in which they come. */
export function grouped(changes: readonly Change[]): SyncGroup[] {
  const groups: SyncGroup[] = [];
  for (const change of changes) {
    let group = groups.find(({ sync }) => sync === change.sync);
    if (!group) {
      const { sync, at, installation, installationName } = change;
      groups.push(group = { sync, at, installation, installationName, types: [] });
    }
    let ofType = group.types.find(({ type }) => type === change.type);
    if (!ofType) group.types.push(ofType = { type: change.type, changes: [] });
    ofType.changes.push(change);
  }
  return groups;
}

/** +2 ~1 −3, without what there is none of. */
export function tally(changes: readonly Change[]): string {
  const number = (operation: Operation) => changes.filter((change) => change.operation === operation).length;
  return ([['+', 'create'], ['~', 'update'], ['−', 'delete']] as const)
    .map(([sign, operation]) => [sign, number(operation)] as const)
    .filter(([, amount]) => amount > 0)
    .map(([sign, amount]) => sign + count(amount))
    .join(' ');
}
