import type { Page } from '@playwright/test';

/** The answer to one message, as it came over the bridge. */
export interface RawAnswer {
  readonly id: string;
  readonly result?: { readonly type?: string; readonly data?: unknown };
  readonly error?: { readonly message: string; readonly data: { readonly wiz?: { readonly category: string; readonly message: string } } };
}

export interface Request {
  readonly path: string;
  readonly type?: 'query' | 'mutation';
  readonly input?: unknown;
}

/** Sends one message through the page's own bridge, as it is, and waits for nothing. */
export async function send(page: Page, message: unknown): Promise<void> {
  await page.evaluate((raw) => {
    window.wizBridge.send(raw);
  }, message);
}

/** Calls a procedure through the page's own bridge, beside the page's client. Undefined: no answer within `limitMs`. */
export async function ask(page: Page, { path, type = 'query', input }: Request, limitMs = 5000): Promise<RawAnswer | undefined> {
  return page.evaluate(
    ([procedure, kind, body, limit]) =>
      new Promise<RawAnswer | undefined>((resolve) => {
        const id = `test-${crypto.randomUUID()}`;
        const end = (answer: RawAnswer | undefined): void => {
          clearTimeout(timer);
          off();
          resolve(answer);
        };
        const off = window.wizBridge.on((message) => {
          const answer = message as RawAnswer;
          if (answer.id === id) end(answer);
        });
        const timer = setTimeout(() => {
          end(undefined);
        }, limit);
        window.wizBridge.send({ method: 'request', operation: { id, type: kind, path: procedure, input: body } });
      }),
    [path, type, input, limitMs] as const,
  );
}

/** The data of an answer. @throws Error with the sentence of a refusal */
export async function dataOf(page: Page, request: Request): Promise<unknown> {
  const answer = await ask(page, request);
  if (answer?.result === undefined) throw new Error(`${request.path}: ${answer?.error?.message ?? 'no answer'}`);
  return answer.result.data;
}

/** Starts a subscription of the test's own; what it hears is kept in the page until it is loaded anew. */
export async function listen(page: Page, path: string, input?: unknown): Promise<void> {
  await page.evaluate(
    ([procedure, body]) => {
      const id = `test-${crypto.randomUUID()}`;
      const heard: unknown[] = [];
      window.heard = heard;
      window.wizBridge.on((message) => {
        const answer = message as RawAnswer;
        if (answer.id !== id) return;
        heard.push(answer);
        window.wizBridge.send({ method: 'ack', id, count: heard.length });
      });
      window.wizBridge.send({ method: 'request', operation: { id, type: 'subscription', path: procedure, input: body } });
    },
    [path, input] as const,
  );
}

/** What `listen` has heard so far. */
export async function heard(page: Page): Promise<readonly RawAnswer[]> {
  return page.evaluate(() => (window.heard ?? []) as RawAnswer[]);
}
