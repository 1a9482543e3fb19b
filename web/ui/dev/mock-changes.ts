import type { Change, ChangePage, Entity } from '../src/api/types';
import { ENTITIES, SYNCS } from './mock-data.ts';

const HOUR = 3_600_000;

/** Every third entity changed some times, the last of them an hour ago. */
function changesOf(entity: Entity, index: number): Change[] {
  const sync = SYNCS[0]!.id;
  const base = {
    sync, installation: entity.installation, installationName: entity.installationName, kind: 'entity' as const,
    subject: entity.id, type: entity.type, name: entity.displayName, from: null, to: null,
  };
  return Array.from({ length: index % 3 === 0 ? 4 : 0 }, (_, age) => {
    const at = new Date(Date.now() - (age * age * 30 + 1) * HOUR).toISOString();
    return {
      ...base, id: `${at} ${entity.id}`, at, operation: 'update' as const, version: 5 - age,
      before: { revision: 4 - age, owner: null }, after: { revision: 5 - age, owner: 'ops' },
    };
  });
}

export function changes(params: URLSearchParams, entity?: string): ChangePage {
  const items = ENTITIES.flatMap((candidate, index) => changesOf(candidate, index))
    .filter((change) => (entity === undefined || change.subject === entity)
      && (!params.get('type') || change.type === params.get('type'))
      && (!params.get('operation') || change.operation === params.get('operation'))
      && (!params.get('installation') || change.installation === params.get('installation')))
    .sort((a, b) => b.id.localeCompare(a.id));
  return { items: items.slice(0, 100), nextCursor: null, keptSince: null };
}
