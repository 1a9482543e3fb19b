import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../../api/client';
import type { Onboarding, OnboardingStep } from '../../api/types';
import { Failure, RequestId } from '../../parts/Failure';
import { Notice } from '../../parts/Notice';
import { AnswerField } from './AnswerField';
import { answerOf, placeErrors, shownValue, type FieldValues } from './fieldValues';

interface Props {
  state: Onboarding;
  step: OnboardingStep;
  draft: FieldValues;
  refused: Problem | null;
  busy: boolean;
  onAnswer: (answer: Record<string, unknown>, values: FieldValues) => void;
  onBack: (values: FieldValues) => void;
  onCancel: () => void;
}

const FORWARD = { input: 'Continue', select: 'Continue', custom: 'Do it' };

export function StepForm({ state, step, draft, refused, busy, onAnswer, onBack, onCancel }: Props) {
  const [values, setValues] = useState<FieldValues>(draft);
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { byField, whole } = placeErrors(step.fields, refused?.body.errors ?? []);
  const nothingToSelect = step.kind === 'select' && step.fields.every(({ options }) => options.length === 0);

  // The next question begins at its title, a refused answer at what is wrong.
  useEffect(() => {
    if (refused) form.current?.querySelector<HTMLElement>('[aria-invalid], fieldset:has(.field-error)')?.focus();
    else if (state.position > 1) heading.current?.focus();
  }, [refused]);

  return (
    <form
      ref={form}
      class="panel step-form"
      aria-labelledby="step-title"
      aria-busy={busy}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onAnswer(answerOf(step.fields, values), values);
      }}
    >
      <header>
        <h2 id="step-title" ref={heading} tabIndex={-1}>{state.position} · {step.label}</h2>
        {step.description && step.kind !== 'select' && <p class="secondary">{step.description}</p>}
      </header>
      {state.message && !refused && (
        <Notice tone={nothingToSelect ? 'warn' : 'info'} title={nothingToSelect ? 'Nothing to select' : 'Done'}>{state.message}</Notice>
      )}
      {refused && refused.code !== 'answers-refused' && <Failure problem={refused} />}
      {whole.length > 0 && refused && (
        <Notice tone="error" title="This did not work">
          {whole.map((message) => <p key={message}>{message}</p>)}
          <p class="notice-foot"><RequestId id={refused.body.requestId} /></p>
        </Notice>
      )}
      {step.fields.map((field) => (
        <AnswerField
          key={field.name}
          field={field}
          value={values[field.name] ?? shownValue(field)}
          error={byField[field.name]}
          onChange={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
        />
      ))}
      <div class="step-buttons">
        <button type="submit" class="button button-primary" disabled={busy}>
          {busy ? 'Checking…' : nothingToSelect ? 'Try again' : FORWARD[step.kind]}
        </button>
        {state.position > 1 && (
          <button type="button" class="button" disabled={busy} onClick={() => onBack(values)}>Back</button>
        )}
        <button type="button" class="button step-cancel" onClick={onCancel}>Cancel</button>
        <span class="visually-hidden" role="status">{busy ? 'Checking' : ''}</span>
      </div>
    </form>
  );
}
