import type { AnySchema, Out } from './schema.ts';

/** How a program is asked for the secret that it keeps for one place. */
export interface SecretRequest {
  /** What it is started with. It then prints the secret and nothing else, or ends with another exit code than 0. */
  readonly args: readonly string[];
  /** Where its login is for, as people call it: `github.com`. */
  readonly place: string;
  /** What a person types in a terminal to log it in there. */
  readonly signIn: string;
}

/**
 * A program on the person's computer that is logged in to the system already. Its login is offered in place of a typed
 * secret and read only when the person agrees; it goes from the program to the main process, never through a window.
 */
export interface SecretSource<Config extends AnySchema, Secrets extends AnySchema> {
  /** Lower case, unique in the contract. */
  readonly id: string;
  /** As people call the program: `GitHub CLI`. */
  readonly name: string;
  /** As it is called in a terminal; no path. */
  readonly program: string;
  /** The secret that it gives. */
  readonly secret: keyof Out<Secrets> & string;
  /** Variables of the environment that say where it keeps its login. Besides, it gets only what every program needs. */
  readonly environment: readonly string[];
  /** Sentences that a person should know before they agree: what the login may do, and what becomes of it. */
  readonly notes: readonly string[];
  /** How it is asked under these settings; undefined where it cannot have a login for them. */
  request(config: Out<Config>): SecretRequest | undefined;
}

/** The least that generics read of one. A method, so that one for a certain config passes: the engine gives it what that schema parsed. */
export interface AnySecretSource {
  readonly id: string;
  readonly name: string;
  readonly program: string;
  readonly secret: string;
  readonly environment: readonly string[];
  readonly notes: readonly string[];
  request(config: unknown): SecretRequest | undefined;
}

/** @throws TypeError for a source that could not be asked, or names what is not there */
export function checkSecretSources(contract: string, sources: readonly AnySecretSource[], secrets: readonly string[]): void {
  const ids = new Set<string>();
  for (const { id, program, secret, notes } of sources) {
    if (!/^[a-z][a-z0-9-]*$/.test(id) || ids.has(id))
      throw new TypeError(`A secret source of "${contract}" has the id "${id}": use lower case, each once.`);
    ids.add(id);
    if (!/^[a-z0-9][\w-]*$/i.test(program))
      throw new TypeError(`The secret source "${id}" of "${contract}" names its program with more than a name.`);
    if (!secrets.includes(secret))
      throw new TypeError(`The secret source "${id}" of "${contract}" gives "${secret}", which is no secret of it.`);
    if (notes.length === 0) throw new TypeError(`The secret source "${id}" of "${contract}" does not say what a person should know.`);
  }
}
