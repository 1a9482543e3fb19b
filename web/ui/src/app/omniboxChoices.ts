import type { Entity, Stats } from '../api/types';
import { entityHref, withParams } from './urlState';

export interface Choice {
  group: 'Pages' | 'Types' | 'Entities';
  label: string;
  note: string;
  href: string;
  classes?: string[];
}

const PAGES: Choice[] = [
  { group: 'Pages', label: 'Overview', note: 'g o', href: '/' },
  { group: 'Pages', label: 'Entities', note: 'g e', href: '/entities' },
  { group: 'Pages', label: 'Query', note: 'g q', href: '/query' },
  { group: 'Pages', label: 'Changes', note: 'g h', href: '/changes' },
  { group: 'Pages', label: 'Connectors', note: 'g c', href: '/connectors' },
  { group: 'Pages', label: 'Syncs', note: 'g s', href: '/syncs' },
];
const TYPES_SHOWN = 5;

/** What the omnibox offers for a text: found entities first, then a search for all, types and classes, pages. */
export function choicesFor(text: string, found: Entity[], stats: Stats | null): Choice[] {
  const wanted = text.trim().toLowerCase();
  const matches = (label: string) => label.toLowerCase().includes(wanted);
  const pages = PAGES.filter((page) => matches(page.label));
  if (!wanted) return pages;

  const entities = found.map((entity): Choice => ({
    group: 'Entities',
    label: entity.displayName,
    note: entity.type,
    href: entityHref(entity.id),
    classes: entity.classes,
  }));
  const all: Choice = {
    group: 'Entities',
    label: `Search all entities for “${text.trim()}”`,
    note: '',
    href: withParams('/entities', { q: text.trim() }),
  };
  const kinds = [
    ...(stats?.byClass ?? []).map((kind) => ({ ...kind, filter: 'class' })),
    ...(stats?.byType ?? []).map((kind) => ({ ...kind, filter: 'type' })),
  ];
  const types = kinds.filter((kind) => matches(kind.name)).slice(0, TYPES_SHOWN).map((kind): Choice => ({
    group: 'Types',
    label: kind.name,
    note: `${kind.filter}, ${kind.count.toLocaleString('en-US')}`,
    href: withParams('/entities', { [kind.filter]: kind.name }),
  }));
  return [...entities, all, ...types, ...pages];
}
