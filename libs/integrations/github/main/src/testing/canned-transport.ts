import type { HttpTransport, TransportRequest } from '@wiz/integration-kit/main';

export interface CannedAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A network that gives prepared answers, the last one again and again, and keeps what was sent. */
export interface CannedTransport extends HttpTransport {
  readonly sent: readonly TransportRequest[];
}

export function cannedTransport(...answers: readonly CannedAnswer[]): CannedTransport {
  const sent: TransportRequest[] = [];
  return {
    sent,
    send: (request) => {
      const { status = 200, json, headers = {} } = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push(request);
      const all: Readonly<Record<string, string>> = { 'content-type': 'application/json', ...headers };
      return Promise.resolve({ status, header: (name) => all[name.toLowerCase()] ?? null, body: bytesOf(json) });
    },
    close: () => Promise.resolve(),
  };
}

async function* bytesOf(json: unknown): AsyncGenerator<Uint8Array> {
  if (json !== undefined) yield new TextEncoder().encode(JSON.stringify(json));
}
