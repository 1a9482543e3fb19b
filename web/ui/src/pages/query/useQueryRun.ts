import { useEffect, useRef, useState } from 'preact/hooks';
import { post, type Problem } from '../../api/client';
import type { QueryResult } from '../../api/types';
import { asProblem } from '../../api/useResource';

export const ROW_LIMIT = 1000;
const TIMEOUT_MS = 30_000;

export interface Run {
  result: QueryResult | null;
  problem: Problem | null;
  /** When the running query began; null when none runs. */
  startedAt: number | null;
  cancelled: boolean;
}

const NONE: Run = { result: null, problem: null, startedAt: null, cancelled: false };

/** Runs one query at a time: a new one takes the place of the old, leaving the page ends it. */
export function useQueryRun() {
  const [run, setRun] = useState<Run>(NONE);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const start = (cypher: string, parameters: Record<string, unknown>) => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    setRun((old) => ({ ...old, problem: null, startedAt: Date.now(), cancelled: false }));
    post<QueryResult>('/query', { cypher, parameters, limit: ROW_LIMIT, timeoutMs: TIMEOUT_MS }, own.signal).then(
      (result) => { if (abort.current === own) setRun({ ...NONE, result }); },
      (error: unknown) => { if (!own.signal.aborted) setRun({ ...NONE, problem: asProblem(error) }); },
    );
  };
  const cancel = () => {
    abort.current?.abort();
    setRun((old) => ({ ...old, startedAt: null, cancelled: true }));
  };
  const clear = () => {
    abort.current?.abort();
    setRun(NONE);
  };
  return { run, start, cancel, clear };
}
