import { here } from '../app/location';
import { useTitle } from '../parts/useTitle';

export default function NotFoundPage() {
  useTitle('Not found');
  return (
    <div class="page">
      <h1>No such page</h1>
      <p class="lead">There is nothing at <code>{here.value.pathname}</code>.</p>
      <p><a class="link" href="/">Overview</a> · <a class="link" href="/entities">Entities</a> · <a class="link" href="/query">Query</a></p>
    </div>
  );
}
