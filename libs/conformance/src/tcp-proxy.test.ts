import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { cutAnswer, reset, say } from './tcp-fault.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

interface Rig {
  readonly proxy: TcpProxy;
  /** What the system was asked. */
  readonly asked: string[];
  /** A client of the proxy, and all that it heard. */
  readonly client: () => Promise<{ readonly socket: Socket; readonly heard: () => string; readonly closed: Promise<unknown> }>;
}

/** A system that answers every piece that it hears with the same in capitals. */
async function rig(): Promise<Rig> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      asked.push(bytes.toString());
      socket.write(bytes.toString().toUpperCase());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  onTestFinished(async () => {
    await proxy.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const [host = '', port = ''] = proxy.address.split(':');
  const client: Rig['client'] = async () => {
    const socket = connect(Number(port), host);
    let text = '';
    socket.on('data', (bytes: Buffer) => (text += bytes.toString()));
    socket.on('error', () => undefined);
    onTestFinished(() => {
      socket.destroy();
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    return { socket, heard: () => text, closed };
  };
  return { proxy, asked, client };
}

it('hands on what both say, and counts questions', async () => {
  const { proxy, client } = await rig();
  const { socket, heard } = await client();
  socket.write('one');
  await expect.poll(heard).toBe('ONE');
  socket.write('two');
  await expect.poll(heard).toBe('ONETWO');
  expect([proxy.arrived, proxy.lastAnswered, proxy.underWay, proxy.open]).toEqual([2, 1, 0, 1]);
  expect(proxy.sent()).toBe('onetwo');
  socket.destroy();
  await expect.poll(() => proxy.open).toBe(0);
});

it('takes a question and says nothing, until its client goes', async () => {
  const { proxy, asked, client } = await rig();
  proxy.hang?.(1);
  const { socket, heard } = await client();
  socket.write('one');
  await expect.poll(heard).toBe('ONE');
  socket.write('two');
  await expect.poll(() => [proxy.arrived, proxy.underWay]).toEqual([2, 1]);
  socket.destroy();
  await expect.poll(() => [proxy.underWay, proxy.open]).toEqual([0, 0]);
  expect(asked).toEqual(['one']);
});

it('has a question done and loses its answer, that one only', async () => {
  const { proxy, asked, client } = await rig();
  proxy.loseAnswer?.(0);
  const first = await client();
  first.socket.write('one');
  await first.closed;
  const second = await client();
  second.socket.write('two');
  await expect.poll(second.heard).toBe('TWO');
  expect([first.heard(), asked, proxy.faulted]).toEqual(['', ['one', 'two'], 1]);
});

it.each([
  ['half an answer', cutAnswer, /^(?:HA)?$/],
  ['nothing', reset, /^$/],
  ['something else', say('no'), /^no$/],
])('answers with %s and closes the connection', async (_what, fault, expected) => {
  const { proxy, client } = await rig();
  proxy.fault(0, fault);
  const { socket, heard, closed } = await client();
  socket.write('half');
  await closed;
  expect(heard()).toMatch(expected);
  expect(proxy.faulted).toBe(1);
});

it('lets questions wait until it is told otherwise', async () => {
  const { proxy, asked, client } = await rig();
  const letThrough = proxy.hold();
  const { socket, heard } = await client();
  socket.write('one');
  await expect.poll(() => proxy.underWay).toBe(1);
  expect(asked).toEqual([]);
  letThrough();
  await expect.poll(heard).toBe('ONE');
  expect(proxy.arrived).toBe(1);
});

it('cuts what is open and takes nothing more when it is told to refuse', async () => {
  const { proxy, client } = await rig();
  const { closed } = await client();
  await proxy.refuse?.();
  await closed;
  await expect(client()).rejects.toThrow();
});
