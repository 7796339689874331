import type { Socket } from 'node:net';

/** What the proxy does with one piece of work over tcp. What is left out is handed on. */
export interface TcpFault {
  /** In place of handing the question on. */
  readonly asked?: (client: Socket, question: Buffer) => void;
  /** In place of handing on the first bytes of the answer; what comes after them is lost. */
  readonly answered?: (client: Socket, answer: Buffer) => void;
}

/** Takes the question and says nothing. */
export const swallow: TcpFault = { asked: () => undefined };

/** Takes the question and breaks the connection. */
export const reset: TcpFault = { asked: (client) => client.resetAndDestroy() };

/** Takes the question and closes the connection politely. */
export const hangUp: TcpFault = { asked: (client) => client.end() };

/** Has the system do it, then breaks the connection before the answer. */
export const loseAnswer: TcpFault = { answered: (client) => client.resetAndDestroy() };

/** Half of the answer, then a break. */
export const cutAnswer: TcpFault = {
  answered: (client, answer) => {
    client.write(answer.subarray(0, Math.floor(answer.length / 2)), () => client.resetAndDestroy());
  },
};

/** The answer without its last byte, which never comes. */
export const answerWithoutEnd: TcpFault = {
  answered: (client, answer) => {
    client.write(answer.subarray(0, -1));
  },
};

/** Sends the question back, then closes the connection. */
export const echo: TcpFault = { asked: (client, question) => client.end(question) };

/** Answers with these bytes, then closes the connection. */
export function say(bytes: Buffer | string): TcpFault {
  return { asked: (client) => client.end(bytes) };
}

/** What no protocol answers, one of each sort. */
export const garbage: readonly (readonly [what: string, bytes: Buffer | string])[] = [
  ['the greeting of another service', 'SSH-2.0-OpenSSH_9.6 secret-greeting\r\n\r\n'],
  ['a web page', 'HTTP/1.1 400 Bad Request\r\ncontent-type: text/html\r\n\r\n<!DOCTYPE html>\n'],
  ['zeros', Buffer.alloc(64)],
  ['bytes of all kinds', Buffer.from(Array.from({ length: 256 }, (_, index) => (index * 151 + 7) % 256))],
  ['JSON of another form', '{"hello":[null]}\n'],
];
