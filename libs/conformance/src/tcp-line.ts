import { connect, type Socket } from 'node:net';
import type { TcpFault } from './tcp-fault.ts';

/** What a connection tells of itself, and asks. */
export interface TcpLineWatch {
  /** A piece of work begins. @returns what is to become of it */
  readonly begin: () => TcpFault | undefined;
  /** The one that began last is answered. */
  readonly answered: () => void;
  readonly sent: (bytes: Buffer) => void;
  /** Whether questions have to wait. */
  readonly isHeld: () => boolean;
  readonly closed: () => void;
}

/**
 * One connection through the proxy. What the client sends until the system says something is one piece of work: a question;
 * so that it can be told apart in any protocol that takes turns.
 */
export class TcpLine {
  readonly #client: Socket;
  readonly #system: Socket;
  readonly #watch: TcpLineWatch;
  #fault: TcpFault | undefined;
  /** A question was asked that is not answered yet. */
  #isAsked = false;
  /** Nothing more goes through. */
  #isOver = false;
  #isWaiting = false;

  constructor(client: Socket, { host, port }: { readonly host: string; readonly port: number }, watch: TcpLineWatch) {
    this.#client = client;
    this.#watch = watch;
    this.#system = connect({ host, port, noDelay: true });
    client.setNoDelay(true);
    client.on('data', (bytes: Buffer) => {
      this.#ask(bytes);
    });
    this.#system.on('data', (bytes: Buffer) => {
      this.#answer(bytes);
    });
    client.on('drain', () => this.#system.resume());
    this.#system.on('drain', () => {
      if (!this.#isWaiting) client.resume();
    });
    client.on('error', () => undefined);
    this.#system.on('error', () => undefined);
    client.once('end', () => this.#system.end());
    client.once('close', () => {
      // After a fault of ours the system finishes what it is doing.
      if (this.#isOver) this.#system.end();
      else this.#system.destroy();
      watch.closed();
    });
    this.#system.once('close', () => {
      if (!this.#isOver) client.end();
    });
  }

  get isUnderWay(): boolean {
    return this.#isAsked;
  }

  /** Asks what had to wait. */
  resume(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#client.resume();
  }

  /** Breaks it, both ways. */
  destroy(): void {
    this.#client.destroy();
    this.#system.destroy();
  }

  #ask(bytes: Buffer): void {
    if (!this.#isAsked) {
      this.#isAsked = true;
      this.#fault = this.#watch.begin();
    }
    if (this.#watch.isHeld()) {
      this.#isWaiting = true;
      this.#client.pause();
      this.#client.unshift(bytes);
      return;
    }
    this.#watch.sent(bytes);
    if (this.#isOver) return;
    const asked = this.#fault?.asked;
    if (asked !== undefined) {
      this.#isOver = true;
      asked(this.#client, bytes);
    } else if (!this.#system.write(bytes)) this.#client.pause();
  }

  #answer(bytes: Buffer): void {
    if (this.#isOver || this.#client.destroyed) return;
    if (this.#isAsked) {
      this.#isAsked = false;
      this.#watch.answered();
    }
    const answered = this.#fault?.answered;
    if (answered !== undefined) {
      this.#isOver = true;
      answered(this.#client, bytes);
    } else if (!this.#client.write(bytes)) this.#system.pause();
  }
}
