import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem, retries } from './client';

export interface Resource<T> {
  data: T | undefined;
  error: Problem | undefined;
  /** A request is on its way; `data`, if any, is the previous answer. */
  loading: boolean;
  reload: () => void;
}

interface Answer<T> {
  key?: string | undefined;
  data?: T | undefined;
  error?: Problem | undefined;
}

/**
 * Loads what `key` names and loads again when it changes. The previous answer stays until the next
 * one arrives, so that a page never blanks between two states.
 */
export function useResource<T>(key: string | null, load: (abort: AbortSignal) => Promise<T>): Resource<T> {
  const [answer, setAnswer] = useState<Answer<T>>({});
  const [loading, setLoading] = useState(key !== null);
  const [round, setRound] = useState(0);
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const retry = retries.value;

  useEffect(() => {
    if (key === null) {
      setAnswer({});
      setLoading(false);
      return;
    }
    const abort = new AbortController();
    setLoading(true);
    latestLoad.current(abort.signal).then(
      (data) => {
        if (abort.signal.aborted) return;
        setAnswer({ key, data });
        setLoading(false);
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const problem = asProblem(error);
        // Without a server the old content is all there is; an answer about another key replaces it.
        setAnswer((old) => ({ key, error: problem, data: problem.unreachable || old.key === key ? old.data : undefined }));
        setLoading(false);
      },
    );
    return () => abort.abort();
  }, [key, round, retry]);

  const reload = useCallback(() => setRound((previous) => previous + 1), []);
  return { data: answer.data, error: answer.error, loading, reload };
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem({
    title: 'The answer could not be read',
    status: 0,
    detail: error instanceof Error ? error.message : String(error),
    code: 'unreadable-answer',
    requestId: null,
  });
}
