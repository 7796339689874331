import type { AnyContract } from '@wiz/integration-kit/contract';
import type { Integration } from '@wiz/integration-kit/main';

/** The contract without its probe, so that a connection's health is asked by verifying it. */
export function withoutProbe(contract: AnyContract): AnyContract {
  const { health: _, ...rest } = contract;
  return rest;
}

/**
 * The integration, except that health probes of a saved connection send nothing: the laws count what is sent. Trials, which
 * have no account yet, are verified as ever.
 */
export function withoutProbes(integration: Integration): Integration {
  return {
    contract: withoutProbe(integration.contract),
    connect: (setup) => {
      const connected = integration.connect(setup);
      const { account } = setup;
      return {
        verify: (scope) => (account === undefined ? connected.verify(scope) : Promise.resolve({ account, label: account })),
        handle: (operation, input, context) => connected.handle(operation, input, context),
        preview: (operation, input, scope) => connected.preview(operation, input, scope),
        disconnect: () => connected.disconnect(),
      };
    },
  };
}

/** The integration, except that every connection is taken for good without a look at what is there. */
export function unverified(integration: Integration): Integration {
  return {
    contract: integration.contract,
    connect: (setup) => {
      const connected = integration.connect(setup);
      return {
        verify: () => Promise.resolve({ account: 'unverified', label: 'Unverified' }),
        handle: (operation, input, context) => connected.handle(operation, input, context),
        preview: (operation, input, scope) => connected.preview(operation, input, scope),
        disconnect: () => connected.disconnect(),
      };
    },
  };
}
