import { kindOfParameter } from './parameters';

interface Props {
  names: string[];
  values: Record<string, string>;
  onChange: (name: string, value: string) => void;
  onRun: () => void;
}

export function ParameterFields({ names, values, onChange, onRun }: Props) {
  if (names.length === 0) return null;
  return (
    <fieldset class="parameters">
      <legend class="visually-hidden">Parameters</legend>
      {names.map((name) => (
        <label key={name} class="inline-field">
          <code>${name}</code>
          <input
            class="input mono"
            type="text"
            spellcheck={false}
            value={values[name] ?? ''}
            placeholder='text, 3, true, "3"'
            onInput={(event) => onChange(name, event.currentTarget.value)}
            onKeyDown={(event) => { if (event.key === 'Enter') onRun(); }}
          />
          <span class="tertiary">{kindOfParameter(values[name] ?? '')}</span>
        </label>
      ))}
    </fieldset>
  );
}
