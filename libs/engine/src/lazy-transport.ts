import type { HttpTransport } from '@wiz/integration-kit/main';

/** A transport that is made when the first request is sent: many connections never send one. */
export function lazyTransport(make: () => HttpTransport): HttpTransport {
  let made: HttpTransport | undefined;
  return {
    send: (request) => (made ??= make()).send(request),
    close: async () => {
      await made?.close();
    },
  };
}
