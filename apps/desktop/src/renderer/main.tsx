import './app/styles.ts';
import { createTRPCClient, getUntypedClient } from '@trpc/client';
import type { AppRouter } from '@wiz/ipc-contract';
import { createIpcLink } from '@wiz/ipc-contract/renderer';
import { setNonce } from 'get-nonce';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { bridgeOf } from './app/bridge.ts';
import { browserClock } from './app/clock.ts';
import { createQueryClient } from './app/query-client.ts';
import { createAppRouter } from './app/router.tsx';
import { ipcCaller } from './run/ipc-caller.ts';
import { createSessions } from './run/sessions.ts';
import { diagnosticsLink } from './shell/diagnostics-link.ts';
import { createDiagnosticsLog } from './shell/diagnostics-log.ts';

const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
// Browsers hide the attribute from scripts once the page is parsed, hence the property.
const nonce = meta?.nonce ?? '';
if (nonce !== '') setNonce(nonce);

const log = createDiagnosticsLog({ send: (report) => client.app.log.mutate(report), clock: browserClock });
const client = createTRPCClient<AppRouter>({ links: [diagnosticsLink(log), createIpcLink(bridgeOf(window))] });
window.addEventListener('error', ({ error }) => log.wrong('exception', error));
window.addEventListener('unhandledrejection', ({ reason }) => log.wrong('rejection', reason));
const caller = ipcCaller(getUntypedClient(client));
const services = { caller, clock: browserClock, sessions: createSessions(caller, browserClock) };

const root = document.getElementById('root');
if (root !== null) {
  const onCaughtError = (error: unknown) => {
    console.error(error);
    log.wrong('drawing', error);
  };
  createRoot(root, { onCaughtError }).render(
    <App client={client} queryClient={createQueryClient()} router={createAppRouter()} services={services} nonce={nonce} />,
  );
}
