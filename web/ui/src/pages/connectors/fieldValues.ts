import type { OnboardingField } from '../../api/types';

export type FieldValue = string | boolean | string[];
export type FieldValues = Record<string, FieldValue>;

/** What a field shows before anybody touches it. A secret shows nothing, also one that was given. */
export function shownValue(field: OnboardingField): FieldValue {
  const offered = field.default;
  switch (field.type) {
    case 'bool': return offered === true;
    case 'choices': return Array.isArray(offered) ? offered : [];
    case 'texts': return Array.isArray(offered) ? offered.join('\n') : String(offered ?? '');
    default: return field.secret ? '' : String(offered ?? '');
  }
}

/** What is sent: blank clears a value, but a blank secret is left out, for the one given before holds. */
export function answerOf(fields: readonly OnboardingField[], values: FieldValues): Record<string, unknown> {
  const answer: Record<string, unknown> = {};
  for (const field of fields) {
    const value = values[field.name] ?? shownValue(field);
    if (field.secret && value === '') continue;
    answer[field.name] = field.type === 'texts' ? lines(String(value)) : value;
  }
  return answer;
}

/** What may be kept of values that were not sent: everything but secrets. */
export function withoutSecrets(fields: readonly OnboardingField[], values: FieldValues): FieldValues {
  const secrets = new Set(fields.filter(({ secret }) => secret).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.has(name)));
}

/** Each problem at its field; the others are about the step as a whole. */
export function placeErrors(fields: readonly OnboardingField[], errors: readonly { field: string; message: string }[]) {
  const names = new Set(fields.map(({ name }) => name));
  const byField: Record<string, string> = {};
  const whole: string[] = [];
  for (const { field, message } of errors) {
    if (!names.has(field)) whole.push(message);
    else byField[field] = byField[field] ? `${byField[field]} ${message}` : message;
  }
  return { byField, whole };
}

function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
