import type { Clock } from '@wiz/core';
import type { PolicyOverrides } from '@wiz/engine/types';
import type { AnyContract, AnyOperation } from '@wiz/integration-kit/contract';
import type { Integration } from '@wiz/integration-kit/main';
import assert from 'node:assert/strict';
import type { Front } from './front.ts';
import type { HttpProxy } from './http-proxy.ts';
import { NotApplicable, wholeConnection } from './law.ts';
import { makeFront } from './make-front.ts';
import { rehearsed, type Rehearsal } from './rehearsal.ts';
import type { RunningStandIn, StandInDescription } from './stand-in.ts';
import type { StandIns } from './stand-ins.ts';
import type { FolderFront } from './folder-front.ts';
import type { TcpProxy } from './tcp-proxy.ts';
import { isFolderFront, isHttpProxy, isTcpProxy } from './which-front.ts';
import type { Connected } from './world-options.ts';
import { World } from './world.ts';

export interface TrialOptions {
  readonly integration: Integration;
  readonly description: StandInDescription;
  readonly standIns: StandIns;
  /** Whether all cells of the law may share one stand-in. */
  readonly changesNothing: boolean;
  /** Whether every cell has its own. */
  readonly alone: boolean;
  readonly clock: Clock;
  /** The operation's name, or `wholeConnection`. */
  readonly operation: string;
  /** What each operation does when all goes well; kept for all laws of a run. */
  readonly rehearsals: Map<string, Promise<Rehearsal>>;
}

/** How a world for a cell is set up. */
export interface Wish {
  readonly policy?: PolicyOverrides;
  /** Lets connections be used again. @default false */
  readonly keepAlive?: boolean;
  /** Lets the engine ask for health. @default false */
  readonly probes?: boolean;
  /** Connects without a look at what is there. @default false */
  readonly unverified?: boolean;
}

type FrontWish = Pick<Wish, 'keepAlive'>;

/** One cell while it is looked at: what a law works with. Everything that it makes is given back with it. */
export class Trial {
  readonly operation: string;
  readonly clock: Clock;
  readonly #options: TrialOptions;
  readonly #owned: { close(): Promise<void> }[] = [];
  #own: Promise<RunningStandIn> | undefined;

  constructor(options: TrialOptions) {
    this.#options = options;
    this.operation = options.operation;
    this.clock = options.clock;
  }

  get integration(): Integration {
    return this.#options.integration;
  }

  get contract(): AnyContract {
    return this.#options.integration.contract;
  }

  /** What the contract says of the operation. */
  get spec(): AnyOperation {
    const spec = this.contract.operations[this.operation];
    assert.ok(spec !== undefined, `there is no operation “${this.operation}”`);
    return spec;
  }

  /** One good input for each operation. */
  get examples(): Readonly<Record<string, unknown>> {
    return this.#options.description.examples;
  }

  /** The cell's stand-in. */
  standIn(): Promise<RunningStandIn> {
    if (this.#options.alone) return (this.#own ??= this.#options.standIns.take(false));
    const { standIns, operation, changesNothing } = this.#options;
    return standIns.take(changesNothing || operation === wholeConnection || this.spec.effect === 'read');
  }

  /** A front of its own for the cell's stand-in. */
  async front(wish: FrontWish = {}): Promise<Front> {
    const front = await makeFront(await this.standIn(), { keepAlive: wish.keepAlive ?? false, now: () => this.clock.now() });
    this.#owned.push(front);
    return front;
  }

  /** A world without any connection. */
  async world({ probes = false, unverified = false }: Pick<Wish, 'probes' | 'unverified'> = {}): Promise<World> {
    const world = await World.open({ integration: this.integration, examples: this.examples, probes, unverified });
    this.#owned.push(world);
    return world;
  }

  /** A world with one connection to a front of its own, which counts from here. */
  async connected(wish: Wish = {}): Promise<Connected> {
    const [standIn, front, world] = [await this.standIn(), await this.front(wish), await this.world(wish)];
    const details = standIn.connection(front.address);
    await world.connect(details, wish.policy);
    front.restart();
    return { world, front, details };
  }

  /** The same over http. */
  async http(wish: Wish = {}): Promise<Connected & { readonly front: HttpProxy }> {
    const { front, ...rest } = await this.connected(wish);
    if (!isHttpProxy(front)) throw new NotApplicable('Nothing goes over http here.');
    return { ...rest, front };
  }

  /** The same over tcp. */
  async tcp(wish: Wish = {}): Promise<Connected & { readonly front: TcpProxy }> {
    const { front, ...rest } = await this.connected(wish);
    if (!isTcpProxy(front)) throw new NotApplicable('Nothing goes over tcp here.');
    return { ...rest, front };
  }

  /** The same for a folder. */
  async folder(wish: Wish = {}): Promise<Connected & { readonly front: FolderFront }> {
    const { front, ...rest } = await this.connected(wish);
    if (!isFolderFront(front)) throw new NotApplicable('There is no folder here.');
    return { ...rest, front };
  }

  /** Has something given back with the cell, before what was made earlier. */
  owns(close: () => Promise<void>): void {
    this.#owned.push({ close });
  }

  /** What this operation, or another, does when all goes well: run once for all laws, on a stand-in of its own. */
  rehearsal(operation = this.operation): Promise<Rehearsal> {
    const { rehearsals, description, integration } = this.#options;
    const known = rehearsals.get(operation);
    if (known !== undefined) return known;
    const made = rehearse(integration, description, operation);
    rehearsals.set(operation, made);
    return made;
  }

  /** Where a fault should begin. @throws NotApplicable when nothing is sent */
  async faultAt(): Promise<number> {
    const { count, faultAt } = await this.rehearsal();
    if (count === 0) throw new NotApplicable('It sends nothing that the kit could see.');
    return faultAt;
  }

  /** Gives everything back, the last made first. */
  async close(): Promise<void> {
    for (const owned of this.#owned.reverse()) await owned.close();
  }
}

async function rehearse(integration: Integration, description: StandInDescription, operation: string): Promise<Rehearsal> {
  const standIn = await description.start();
  try {
    const front = await makeFront(standIn);
    const world = await World.open({ integration, examples: description.examples });
    try {
      await world.connect(standIn.connection(front.address));
      const ticket = await world.ticket(operation);
      front.restart();
      const { data } = await world.run(operation, { ticket });
      return rehearsed(front, data, integration.contract.operations[operation]?.effect !== 'read');
    } finally {
      await world.close();
      await front.close();
    }
  } finally {
    await standIn.close();
  }
}
