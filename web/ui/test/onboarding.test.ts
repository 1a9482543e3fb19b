import { describe, expect, it } from 'vitest';
import type { OnboardingField } from '../src/api/types';
import { answerOf, placeErrors, shownValue, withoutSecrets } from '../src/pages/connectors/fieldValues';
import { intervalWords, scheduleWords } from '../src/pages/connectors/scheduleWords';

function field(name: string, more: Partial<OnboardingField> = {}): OnboardingField {
  return {
    name, label: name, type: 'text', required: false, secret: false, given: false, default: null, options: [], description: '', ...more,
  };
}

describe('the form of an onboarding step', () => {
  const token = field('token', { secret: true, given: true });

  it('shows what is offered, of each type', () => {
    expect(shownValue(field('a', { default: 'x' }))).toBe('x');
    expect(shownValue(field('a', { type: 'integer', default: 443 }))).toBe('443');
    expect(shownValue(field('a', { type: 'bool', default: true }))).toBe(true);
    expect(shownValue(field('a', { type: 'texts', default: ['x', 'y'] }))).toBe('x\ny');
    expect(shownValue(field('a', { type: 'choices', default: ['x'] }))).toEqual(['x']);
    expect(shownValue(token)).toBe('');
  });

  it('sends what is shown, clears what was emptied, and leaves a blank secret as it was given', () => {
    const fields = [field('host', { default: 'a.example' }), field('paths', { type: 'texts' }), field('note', { default: 'x' }), token];
    expect(answerOf(fields, { paths: ' /srv \n\n/var', note: '' })).toEqual({ host: 'a.example', paths: ['/srv', '/var'], note: '' });
    expect(answerOf([token], { token: 's3cret' })).toEqual({ token: 's3cret' });
  });

  it('remembers no secret', () => {
    expect(withoutSecrets([field('host'), token], { host: 'x', token: 's3cret' })).toEqual({ host: 'x' });
  });

  it('puts each problem at its field and the others above the form', () => {
    const errors = [{ field: 'host', message: 'Not there.' }, { field: 'server', message: 'Down.' }, { field: 'host', message: 'Really.' }];
    expect(placeErrors([field('host')], errors)).toEqual({ byField: { host: 'Not there. Really.' }, whole: ['Down.'] });
  });
});

describe('schedules in words', () => {
  it.each([
    ['PT1H', 'hour'], ['PT6H', '6 hours'], ['PT24H', '24 hours'], ['PT15M', '15 minutes'], ['PT1H30M', '1 hour 30 minutes'], ['P7D', '7 days'], ['odd', 'odd'],
  ])('%s is %s', (iso, words) => {
    expect(intervalWords(iso)).toBe(words);
  });

  it('tells what runs by hand, by cron, and not at present', () => {
    expect(scheduleWords(null)).toBe('by hand');
    expect(scheduleWords({ cron: '0 3 * * *', timezone: 'Europe/Berlin', enabled: true, nextRunAt: null })).toBe('0 3 * * * (Europe/Berlin)');
    expect(scheduleWords({ every: 'PT1H', timezone: 'UTC', enabled: false, nextRunAt: null })).toBe('every hour, paused');
  });
});
