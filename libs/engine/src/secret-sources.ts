import { IntegrationError, redact, timeout, toIntegrationError, type Env } from '@wiz/core';
import type { AnyContract, AnySecretSource, SecretRequest } from '@wiz/integration-kit/contract';
import type { ProgramEnd, Programs } from './ports.ts';
import type { SecretTexts } from './secret-keeper.ts';
import type { SecretSourceView } from './types/index.ts';

/** A program has to say what it keeps within this time, in milliseconds; it may have to ask a keychain. */
const readMs = 10_000;

/** More than any secret: what prints more is not what we take it for. */
const mostBytes = 64 * 1024;

export interface SecretSourcesOptions {
  /** Absent where no programs are to be run. */
  readonly programs: Programs | undefined;
  readonly env: Env;
  readonly newId: () => string;
}

/** Programs whose login stands in for a typed secret. What they print is told to nobody but the caller. */
export class SecretSources {
  readonly #options: SecretSourcesOptions;

  constructor(options: SecretSourcesOptions) {
    this.#options = options;
  }

  /** Those that are installed and can have a login for these settings. Looks for the programs and starts none. */
  async offered(contract: AnyContract, config: unknown): Promise<readonly SecretSourceView[]> {
    const { programs } = this.#options;
    if (programs === undefined) return [];
    const offers = await Promise.all(
      (contract.secretSources ?? []).map(async (source): Promise<readonly SecretSourceView[]> => {
        const request = source.request(config);
        const file = request === undefined ? undefined : await programs.find(source.program);
        if (request === undefined || file === undefined) return [];
        return [{ id: source.id, file, args: request.args, place: request.place }];
      }),
    );
    return offers.flat();
  }

  /**
   * Runs the program and takes the secret that it prints, under the name that it has in the contract.
   * @throws IntegrationError that names the secret's field: `not_found`, `authentication_error` where the program is not
   * logged in, `timeout_error`, `protocol_error` for what is no secret, `configuration_error` where it cannot be run
   */
  async read(contract: AnyContract, id: string, config: unknown, signal: AbortSignal): Promise<SecretTexts> {
    const source = contract.secretSources?.find((one) => one.id === id);
    if (source === undefined)
      throw new IntegrationError('validation_error', `${contract.name} has no login of “${id}” to use. Type the credentials instead.`);
    try {
      return { [source.secret]: await this.#read(source, config, signal) };
    } catch (error) {
      const failure = toIntegrationError(error, { integration: contract.id, outcome: 'none' });
      throw failure.category === 'cancelled' ? failure : failure.with({ fields: { [source.secret]: failure.message } });
    }
  }

  async #read(source: AnySecretSource, config: unknown, signal: AbortSignal): Promise<string> {
    const { programs, env, newId } = this.#options;
    const { name, program, environment } = source;
    const request = source.request(config);
    if (request === undefined)
      throw new IntegrationError('configuration_error', `${name} can have no login for this address. Type the credentials instead.`);
    const file = await programs?.find(program);
    if (programs === undefined || file === undefined)
      throw new IntegrationError(
        'not_found',
        `${name} (${program}) is not installed on this computer. Install it, or type the credentials.`,
      );
    const limit = timeout(env, { ms: readMs });
    const call = { operation: 'secret', effect: 'read', attempt: 1, correlationId: newId(), signal } as const;
    const end = await limit((attempt) => programs.run(file, request.args, { environment, mostBytes, signal: attempt.signal }), call).catch(
      (error: unknown) => {
        const failure = toIntegrationError(error);
        if (failure.category !== 'timeout_error') throw failure;
        throw failure.with(
          { retryable: false },
          `${name} did not answer within 10 s and was ended. It may want to ask you something: run “${[program, ...request.args].join(' ')}” in a terminal, then try again.`,
        );
      },
    );
    return secretIn(end, source, request);
  }
}

function secretIn(
  { exitCode, printed, complaint }: ProgramEnd,
  { name, program }: AnySecretSource,
  { place, signIn }: SecretRequest,
): string {
  if (exitCode === null)
    throw new IntegrationError(
      'configuration_error',
      `${name} broke off before it answered. Try it in a terminal, or type the credentials.`,
    );
  if (exitCode !== 0) {
    const said = /^.*\S.*$/m.exec(complaint)?.[0].trim().slice(0, 200) ?? '';
    throw new IntegrationError(
      'authentication_error',
      `${name} is not logged in to ${place}. Run “${signIn}” in a terminal, then try again.${said === '' ? '' : ` It said: “${redact(said)}”`}`,
    );
  }
  const secret = printed.trim();
  // One word of visible ASCII: everything else is a message, a menu or another program.
  if (!/^[!-~]+$/.test(secret))
    throw new IntegrationError(
      'protocol_error',
      `${name} printed something that is no token. See in a terminal that “${program}” is what you take it for and not too old, or type the credentials.`,
    );
  return secret;
}
