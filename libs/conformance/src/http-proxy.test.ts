import { faults, faultServer, type Fault } from '@wiz/integration-kit/testing';
import { expect, it, onTestFinished } from 'vitest';
import { hold, loseAnswer, only } from './http-action.ts';
import { startHttpProxy, type HttpProxy } from './http-proxy.ts';

async function proxied(answer: Fault): Promise<{ readonly proxy: HttpProxy; readonly standIn: Awaited<ReturnType<typeof faultServer>> }> {
  const standIn = await faultServer(answer);
  const proxy = await startHttpProxy(`${standIn.origin}/api`);
  onTestFinished(async () => {
    await proxy.close();
    await standIn.close();
  });
  return { proxy, standIn };
}

it('hands requests on, and leads the addresses in answers back to itself', async () => {
  let origin = '';
  const { proxy, standIn } = await proxied((exchange) => {
    faults.json({ next: `${origin}/api/more` }, { headers: { link: `<${origin}/api?page=2>; rel="next"` } })(exchange);
  });
  origin = standIn.origin;
  const answer = await fetch(`${proxy.address}/things?a=1`, { method: 'POST', body: '{"b":2}', headers: { 'x-own': 'c' } });
  expect(answer.headers.get('link')).toBe(`<${proxy.origin}/api?page=2>; rel="next"`);
  expect(await answer.json()).toEqual({ next: `${proxy.origin}/api/more` });
  expect(standIn.requests).toMatchObject([{ method: 'POST', url: '/api/things?a=1', body: '{"b":2}', headers: { 'x-own': 'c' } }]);
  expect(proxy.requests).toMatchObject([{ method: 'POST', url: '/api/things?a=1', body: '{"b":2}' }]);
  expect(proxy.address).toBe(`${proxy.origin}/api`);
});

it('has a request done and loses its answer', async () => {
  const { proxy, standIn } = await proxied(faults.json({}));
  proxy.rule(only(1, loseAnswer));
  expect((await fetch(proxy.address)).status).toBe(200);
  await expect(fetch(proxy.address)).rejects.toThrow();
  expect(standIn.requests).toHaveLength(2);
});

it('holds a request until its client goes', async () => {
  const { proxy, standIn } = await proxied(faults.json({}));
  proxy.rule(() => hold);
  const abort = new AbortController();
  const held = fetch(proxy.address, { signal: abort.signal });
  await expect.poll(() => proxy.underWay).toBe(1);
  abort.abort();
  await expect(held).rejects.toThrow();
  await expect.poll(() => [proxy.underWay, proxy.open]).toEqual([0, 0]);
  expect(standIn.requests).toHaveLength(0);
});

it('takes no connection any more when it is told to refuse', async () => {
  const { proxy } = await proxied(faults.json({}));
  await proxy.refuse?.();
  await expect(fetch(proxy.address)).rejects.toThrow();
});
