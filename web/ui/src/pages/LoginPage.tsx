import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { asProblem } from '../api/useResource';
import { navigate, param } from '../app/location';
import { logIn, session } from '../app/session';
import { Mark } from '../app/TopBar';
import { safeNext } from '../app/urlState';
import { RequestId } from '../parts/Failure';
import { Notice } from '../parts/Notice';
import { useTitle } from '../parts/useTitle';

export default function LoginPage() {
  useTitle('Log in');
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ problem: Problem; by: 'token' | 'code' } | null>(null);
  const loggedIn = session.value?.authenticated === true;

  const enter = (credentials: { token: string } | { code: string }) => {
    setBusy(true);
    setRefused(null);
    logIn(credentials)
      .catch((error: unknown) => setRefused({ problem: asProblem(error), by: 'code' in credentials ? 'code' : 'token' }))
      .finally(() => setBusy(false));
  };

  useEffect(() => {
    const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
    if (!code) return;
    // The code works once, yet it has no business in the history.
    history.replaceState(null, '', window.location.pathname + window.location.search);
    enter({ code });
  }, []);

  useEffect(() => {
    if (loggedIn) navigate(safeNext(param('next')), { replace: true });
  }, [loggedIn]);

  return (
    <main class="login" id="main">
      <form
        class="panel login-card"
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim()) enter({ token: token.trim() });
        }}
      >
        <h1><Mark /> Log in to Cadastre</h1>
        {refused && <Refusal {...refused} />}
        <label class="field">
          <span class="field-label">Token</span>
          <input
            class="input mono"
            type="password"
            name="token"
            autocomplete="current-password"
            spellcheck={false}
            required
            value={token}
            aria-describedby="token-help"
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <span id="token-help" class="field-help">
            The first administrator's token is in the file <code>admin-token</code> in the data directory.
          </span>
        </label>
        <button type="submit" class="button button-primary" disabled={busy}>{busy ? 'Logging in…' : 'Log in'}</button>
        <p class="secondary">Or run <code>./cadastre login</code> for a link that logs you in.</p>
      </form>
    </main>
  );
}

function Refusal({ problem, by }: { problem: Problem; by: 'token' | 'code' }) {
  if (problem.code !== 'session-refused') {
    return (
      <Notice tone="error" title={problem.body.title}>
        {problem.body.detail} <RequestId id={problem.body.requestId} />
      </Notice>
    );
  }
  return by === 'code' ? (
    <Notice tone="error" title="This link was already used or has expired">
      Run <code>./cadastre login</code> for a new link, or paste the token from the file <code>admin-token</code> in the
      data directory.
    </Notice>
  ) : (
    <Notice tone="error" title="This token is not accepted">
      Check that it was copied whole and has not been revoked.
    </Notice>
  );
}
