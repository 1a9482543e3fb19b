import { beforeEach, describe, expect, it, vi } from 'vitest';

/** Answers that a test gives when it wants to. */
const waiting: { resolve: (body: unknown) => void }[] = [];
const ask = () => new Promise((resolve) => waiting.push({ resolve }));

vi.mock('../src/api/client', () => ({
  get: vi.fn(ask),
  post: vi.fn(ask),
  del: vi.fn(ask),
  sendCsrfToken: vi.fn(),
  whenSessionIsLost: vi.fn(),
}));
vi.mock('../src/app/location', () => ({ here: { value: new URL('http://localhost/login') }, navigate: vi.fn() }));

const { loadSession, logIn, session } = await import('../src/app/session');
const admin = { authenticated: true, name: 'admin', role: 'admin', csrfToken: 't' };

describe('the session', () => {
  beforeEach(() => {
    waiting.length = 0;
    session.value = undefined;
  });

  it('is what the server says', async () => {
    const loading = loadSession();
    waiting[0]!.resolve({ authenticated: false });
    await loading;
    expect(session.value).toEqual({ authenticated: false });
  });

  it('is not undone by an answer that was asked for before the login', async () => {
    const loading = loadSession();
    const login = logIn({ code: 'c' });
    waiting[1]!.resolve(admin);
    await login;
    waiting[0]!.resolve({ authenticated: false });
    await loading;
    expect(session.value).toEqual(admin);
  });
});
