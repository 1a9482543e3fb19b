import type { ComponentChildren } from 'preact';
import type { OnboardingField } from '../../api/types';
import type { FieldValue } from './fieldValues';

interface Props {
  field: OnboardingField;
  value: FieldValue;
  error: string | undefined;
  onChange: (value: FieldValue) => void;
}

/** One field of a form that a connector describes. */
export function AnswerField({ field, value, error, onChange }: Props) {
  const id = `field-${field.name}`;
  const described = [field.description && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const attributes = {
    id,
    name: field.name,
    'aria-describedby': described,
    'aria-invalid': error ? true : undefined,
  } as const;
  const notes = (
    <>
      {field.description && <span id={`${id}-help`} class="field-help">{field.description}</span>}
      {error && <span id={`${id}-error`} class="field-error" role="alert">{error}</span>}
    </>
  );
  if (field.type === 'choices') {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset class="field" id={id} tabIndex={-1} aria-describedby={described}>
        <legend class="field-label"><Label field={field} /></legend>
        {field.options.map((option) => (
          <label key={option.value} class="check">
            <input
              type="checkbox"
              name={field.name}
              value={option.value}
              checked={chosen.includes(option.value)}
              onChange={(event) => onChange(event.currentTarget.checked
                ? [...chosen, option.value]
                : chosen.filter((one) => one !== option.value))}
            />
            {option.label}
          </label>
        ))}
        {notes}
      </fieldset>
    );
  }
  if (field.type === 'bool') {
    return (
      <div class="field">
        <label class="check">
          <input {...attributes} type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
          {field.label}
        </label>
        {notes}
      </div>
    );
  }
  return (
    <div class="field">
      <label class="field-label" for={id}><Label field={field} /></label>
      <Control field={field} value={String(value)} onChange={onChange} attributes={attributes} />
      {notes}
    </div>
  );
}

function Label({ field }: { field: OnboardingField }): ComponentChildren {
  return <>{field.label}{!field.required && field.default === null && <span class="tertiary optional"> optional</span>}</>;
}

interface ControlProps {
  field: OnboardingField;
  value: string;
  onChange: (value: string) => void;
  attributes: object;
}

function Control({ field, value, onChange, attributes }: ControlProps) {
  const onInput = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  if (field.type === 'choice') {
    const mayBeEmpty = value === '' || (!field.required && field.default === null);
    return (
      <select {...attributes} class="input" value={value} onChange={onInput}>
        {mayBeEmpty && <option value="">{field.required ? 'Choose…' : 'None'}</option>}
        {field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    );
  }
  if (field.type === 'texts') {
    return <textarea {...attributes} class="input mono" rows={3} spellcheck={false} placeholder="One on each line" value={value} onInput={onInput} />;
  }
  if (field.secret) {
    return (
      <input
        {...attributes}
        class="input mono"
        type="password"
        autocomplete="new-password"
        placeholder={field.given ? 'Given. Leave blank to keep it.' : undefined}
        value={value}
        onInput={onInput}
      />
    );
  }
  return (
    <input
      {...attributes}
      class="input"
      type="text"
      inputMode={field.type === 'integer' ? 'numeric' : undefined}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={onInput}
    />
  );
}
