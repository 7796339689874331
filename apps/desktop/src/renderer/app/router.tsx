import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { FailedScreen } from '../components/failed-screen.tsx';
import { MissingScreen } from '../components/missing-screen.tsx';
import { ScreenSkeleton } from '../components/screen-skeleton.tsx';
import { HomeScreen } from '../screens/home/home-screen.tsx';
import { Shell } from '../shell/shell.tsx';
import { journalSearch } from './journal-search.ts';

const root = createRootRoute({ component: Shell });

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomeScreen });

const catalogue = createRoute({
  getParentRoute: () => root,
  path: '/add',
  component: lazyRouteComponent(() => import('../screens/catalogue/catalogue-screen.tsx'), 'CatalogueScreen'),
});

const connect = createRoute({
  getParentRoute: () => root,
  path: '/add/$integration',
  component: lazyRouteComponent(() => import('../screens/connect/connect-screen.tsx'), 'ConnectScreen'),
});

const connection = createRoute({
  getParentRoute: () => root,
  path: '/connections/$connection',
  component: lazyRouteComponent(() => import('../screens/connection/connection-screen.tsx'), 'ConnectionScreen'),
});

const operation = createRoute({
  getParentRoute: () => connection,
  path: '$operation',
  component: lazyRouteComponent(() => import('../screens/connection/operation-panel.tsx'), 'OperationPanel'),
});

const journal = createRoute({
  getParentRoute: () => root,
  path: '/journal',
  validateSearch: journalSearch,
  component: lazyRouteComponent(() => import('../screens/journal/journal-screen.tsx'), 'JournalScreen'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../screens/settings/settings-screen.tsx'), 'SettingsScreen'),
});

const routeTree = root.addChildren([home, catalogue, connect, connection.addChildren([operation]), journal, settings]);

// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the tree of routes is the type
function makeRouter() {
  return createRouter({
    routeTree,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultPreloadDelay: 30,
    defaultErrorComponent: FailedScreen,
    defaultNotFoundComponent: MissingScreen,
    defaultPendingComponent: ScreenSkeleton,
    // A screen that comes at once shows no skeleton in between.
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    scrollRestoration: false,
  });
}

export type AppRouterInstance = ReturnType<typeof makeRouter>;

/** The window's router. The place is kept behind `#`: the application's own scheme serves one page. */
export const createAppRouter: () => AppRouterInstance = makeRouter;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouterInstance;
  }
}
