import { useEffect, useRef, useState } from 'preact/hooks';
import { del, get, post, type Problem } from '../../api/client';
import type { Onboarding } from '../../api/types';
import { asProblem } from '../../api/useResource';
import { param, setParams } from '../../app/location';
import { withoutSecrets, type FieldValues } from './fieldValues';

/** An onboarding that lives on the server; its id is in the address, so that a reload goes on where it was. */
export function useOnboarding(connector: string) {
  const [state, setState] = useState<Onboarding | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  /** Counts questions put, also the same one again: each gets a fresh form. */
  const [round, setRound] = useState(0);
  const drafts = useRef(new Map<string, FieldValues>());

  const show = (next: Onboarding) => {
    setState(next);
    setRefused(null);
    setRound((previous) => previous + 1);
  };
  const ask = (request: Promise<Onboarding>) => {
    setBusy(true);
    return request
      .then(show, (error: unknown) => {
        const problem = asProblem(error);
        // The server may ask an earlier question again: the one that can mend what is wrong.
        const { step } = problem.body;
        if (step) setState((old) => old && { ...old, step, position: problem.body.position ?? old.position });
        setRefused(problem);
      })
      .finally(() => setBusy(false));
  };

  const begin = () => {
    drafts.current.clear();
    void ask(post<Onboarding>(`/connectors/${encodeURIComponent(connector)}/onboarding`).then((begun) => {
      setParams({ onboarding: begun.id }, { replace: true });
      return begun;
    }));
  };
  useEffect(() => {
    const known = param('onboarding');
    if (known) void ask(get<Onboarding>(`/onboarding/${encodeURIComponent(known)}`));
    else begin();
  }, []);

  const at = state ? `/onboarding/${encodeURIComponent(state.id)}` : '';
  const step = state?.step;
  return {
    state,
    refused,
    busy,
    round,
    begin,
    draft: (step && drafts.current.get(step.key)) ?? {},
    answer: (answer: Record<string, unknown>) => {
      if (step) drafts.current.delete(step.key);
      void ask(post<Onboarding>(at, { values: answer }));
    },
    back: (values: FieldValues) => {
      if (step) drafts.current.set(step.key, withoutSecrets(step.fields, values));
      void ask(post<Onboarding>(`${at}/back`));
    },
    // Nobody waits for it: what is left over expires.
    cancel: () => { if (state && !state.done) del(at).catch(() => {}); },
  };
}
