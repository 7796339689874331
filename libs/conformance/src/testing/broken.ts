import type { ConnectedIntegration, HandlerContext, Integration, Setup } from '@wiz/integration-kit/main';

/** What a handler is called with by the engine. */
export type Context = Omit<HandlerContext<unknown, unknown>, 'client' | 'host'>;

/** One connection of a clean integration, for a change to build on. */
export interface Clean {
  readonly connected: ConnectedIntegration;
  readonly setup: Setup<{ readonly baseUrl: string }, { readonly token: { reveal(): string } }>;
}

/** What a variant does otherwise than the clean integration; everything else stays as it is. */
export interface Change {
  readonly handle?: (clean: Clean, operation: string, input: unknown, context: Context) => Promise<unknown>;
  readonly verify?: (clean: Clean, scope: Parameters<ConnectedIntegration['verify']>[0]) => ReturnType<ConnectedIntegration['verify']>;
  /** Gives another setup to the clean integration. */
  readonly connect?: (setup: Clean['setup']) => Clean['setup'];
  /** Ends what `connect` began; the clean integration gives back what is its own. */
  readonly disconnect?: (setup: Clean['setup']) => void;
}

/** The integration with exactly this change: deliberately broken, to prove that a law sees it. */
export function broken(integration: Integration, change: Change): Integration {
  return {
    contract: integration.contract,
    connect: (given) => {
      // The engine gives what the sample's schemas parsed.
      const own = given as Clean['setup'];
      const setup = change.connect?.(own) ?? own;
      const connected = integration.connect(setup);
      const clean: Clean = { connected, setup };
      return {
        verify: (scope) => change.verify?.(clean, scope) ?? connected.verify(scope),
        handle: (operation, input, context) =>
          change.handle?.(clean, operation, input, context) ?? connected.handle(operation, input, context),
        preview: (operation, input, scope) => connected.preview(operation, input, scope),
        disconnect: () => {
          change.disconnect?.(setup);
          return connected.disconnect();
        },
      };
    },
  };
}
