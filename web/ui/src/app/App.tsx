import { useEffect } from 'preact/hooks';
import { Unreachable } from './Unreachable';
import { Shell } from './Shell';
import { here, navigate } from './location';
import { PageOf } from './pages';
import { loginHref, session } from './session';
import { matchRoute } from './urlState';

export function App() {
  const route = matchRoute(here.value.pathname);
  const known = session.value;
  const mustLogIn = known?.authenticated === false && route.page !== 'login';

  useEffect(() => {
    if (mustLogIn) navigate(loginHref(), { replace: true });
  }, [mustLogIn]);

  if (route.page === 'login') {
    return (
      <>
        <Unreachable />
        <PageOf route={route} />
      </>
    );
  }
  if (!known?.authenticated) return <Unreachable />;
  return (
    <Shell session={known} route={route}>
      <PageOf route={route} />
    </Shell>
  );
}
