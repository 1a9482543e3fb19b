import { signal } from '@preact/signals';

export interface PastQuery {
  cypher: string;
  at: string;
}

const STORED = 'cadastre.queries';
const KEPT = 50;

/** Queries run in this browser, newest first. */
export const pastQueries = signal(read());

export function rememberQuery(cypher: string): void {
  const others = pastQueries.value.filter((query) => query.cypher !== cypher);
  store([{ cypher, at: new Date().toISOString() }, ...others].slice(0, KEPT));
}

export function forgetQueries(): void {
  store([]);
}

function store(queries: PastQuery[]): void {
  pastQueries.value = queries;
  try {
    localStorage.setItem(STORED, JSON.stringify(queries));
  } catch {
    // A full or forbidden storage costs the history, not the query.
  }
}

function read(): PastQuery[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(stored) ? (stored as PastQuery[]) : [];
  } catch {
    return [];
  }
}
