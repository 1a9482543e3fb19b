import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { retries } from '../api/client';
import { Skeleton } from '../parts/Skeleton';
import { NotLoaded } from './NotLoaded';
import type { Route } from './urlState';

type PageComponent = ComponentType<{ id: string }>;

// Each page is fetched when it is first opened.
const PAGES: Record<Route['page'], () => Promise<{ default: PageComponent }>> = {
  login: () => import('../pages/LoginPage'),
  overview: () => import('../pages/OverviewPage'),
  entities: () => import('../pages/EntitiesPage'),
  entity: () => import('../pages/EntityPage'),
  query: () => import('../pages/QueryPage'),
  changes: () => import('../pages/ChangesPage'),
  connectors: () => import('../pages/ConnectorsPage'),
  connect: () => import('../pages/ConnectPage'),
  installation: () => import('../pages/InstallationPage'),
  syncs: () => import('../pages/SyncsPage'),
  sync: () => import('../pages/SyncPage'),
  'not-found': () => import('../pages/NotFoundPage'),
};

const arrived = new Map<Route['page'], PageComponent>();

export function PageOf({ route }: { route: Route }) {
  const [, setArrivals] = useState(0);
  const [failed, setFailed] = useState<Route['page'] | null>(null);
  const Page = arrived.get(route.page);

  useEffect(() => {
    if (arrived.has(route.page)) return;
    PAGES[route.page]().then(
      (module) => {
        arrived.set(route.page, module.default);
        setArrivals((count) => count + 1);
      },
      () => setFailed(route.page),
    );
  }, [route.page, retries.value]);

  if (Page) {
    const id = 'id' in route ? route.id : '';
    return <Page key={`${route.page}/${id}`} id={id} />;
  }
  if (failed === route.page) {
    return <NotLoaded />;
  }
  return <Skeleton />;
}
