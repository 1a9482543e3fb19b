import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const location = { origin: 'http://localhost', pathname: '/', search: '', reload: vi.fn() };
vi.stubGlobal('window', { location });

const { reachable, retries } = await import('../src/api/client');
const { loadAnew, NotLoaded } = await import('../src/app/NotLoaded');

describe('a page whose code did not arrive', () => {
  beforeEach(() => {
    location.reload.mockClear();
    reachable.value = true;
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('says both reasons that there may be', () => {
    const words = JSON.stringify(NotLoaded().props);
    expect(words).toContain('server may not be reachable, or the application may have been updated');
    expect(words).toContain('Try again');
  });

  it('stays while the server is away, which the banner then says', async () => {
    vi.stubGlobal('window', { location });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await loadAnew();
    expect(location.reload).not.toHaveBeenCalled();
    expect(reachable.value).toBe(false);
  });

  it('is loaded anew when the server is there', async () => {
    vi.stubGlobal('window', { location });
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ authenticated: false })));
    const before = retries.value;
    await loadAnew();
    expect(location.reload).toHaveBeenCalledTimes(1);
    expect(retries.value).toBe(before + 1);
  });
});
