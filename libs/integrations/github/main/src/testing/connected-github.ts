import { github } from '@wiz/contract-github';
import { parse, type In, type Out } from '@wiz/integration-kit/contract';
import { nodeTransport, type CallScope, type HostPorts, type Identity } from '@wiz/integration-kit/main';
import { testHost, testScope } from '@wiz/integration-kit/testing';
import { integration } from '../index.ts';
import { standInToken } from './stand-in.ts';

type Operations = typeof github.operations;
type Name = keyof Operations;

/** The service on a real server, called as the engine calls it: inputs and outputs go through the contract's schemas. */
export interface ConnectedGithub {
  call<K extends Name>(operation: K, input: In<Operations[K]['input']>, scope?: Partial<CallScope>): Promise<Out<Operations[K]['output']>>;
  verify(): Promise<Identity>;
  disconnect(): Promise<void>;
}

/** @param baseUrl of a stand-in, or of GitHub itself */
export function connectGithub(baseUrl: string, token = standInToken, host: Partial<HostPorts> = {}): ConnectedGithub {
  const connected = integration.connect({
    config: parse(github.config, { baseUrl }, 'configuration_error', 'Config'),
    secrets: parse(github.secrets, { token }, 'configuration_error', 'Secrets'),
    host: testHost({ transport: nodeTransport(), ...host }),
    account: undefined,
  });
  return {
    async call<K extends Name>(operation: K, input: In<Operations[K]['input']>, scope: Partial<CallScope> = {}) {
      const { input: inputSchema, output } = github.operations[operation];
      const result = await connected.handle(operation, parse(inputSchema, input, 'validation_error', 'Input'), {
        ...testScope(scope),
        progress: () => undefined,
        chunk: () => Promise.reject(new TypeError('Nothing here is streamed.')),
      });
      return parse(output, result, 'protocol_error', 'Output');
    },
    verify: () => connected.verify(testScope()),
    disconnect: () => connected.disconnect(),
  };
}
