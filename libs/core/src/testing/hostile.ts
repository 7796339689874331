/** What a library may throw at us in the worst case; every one of them made anew. */
export function hostileValues(): readonly (readonly [what: string, value: unknown])[] {
  const fail = (): never => {
    throw new Error('trap');
  };
  /** Every trap of a proxy with this handler throws. */
  const everyTrap: ProxyHandler<object> = new Proxy({}, { get: fail });
  const throwing = (target: object): object => new Proxy(target, everyTrap);
  const revoked = (target: object): object => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const getters = (keys: readonly string[], get: () => unknown, target: object = {}): object =>
    Object.defineProperties(target, Object.fromEntries(keys.map((key) => [key, { get, enumerable: true }])));
  // The stack first: defining it may read name and message.
  const keys = ['stack', 'name', 'message', 'code', 'cause', 'errors', 'reason', 'syscall', 'category', 'causes', 'toString'];
  const circular: Record<string, unknown> = { name: 'Circle' };
  circular['cause'] = circular;
  circular['errors'] = [circular, circular];
  let endless = new Error('innermost');
  for (let depth = 0; depth < 10_000; depth += 1) endless = new Error('outer', { cause: endless });
  return [
    ['null', null],
    ['undefined', undefined],
    ['a number', 42],
    ['NaN', NaN],
    ['a bigint', 42n],
    ['a symbol', Symbol('s')],
    ['a huge string', 'x'.repeat(1_000_000)],
    ['a function', () => undefined],
    ['a function that cannot be printed', Object.assign(() => undefined, { toString: fail })],
    ['a frozen object', Object.freeze({ name: 'x', cause: Object.freeze({}) })],
    ['an object without a prototype', Object.create(null)],
    ['a circular object', circular],
    ['getters that throw', getters(keys, fail)],
    ['an error with getters that throw', getters(keys, fail, new Error('x'))],
    ['getters that give proxies that throw', getters(keys, () => throwing({}))],
    ['getters that give lists that throw', getters(keys, () => throwing([]))],
    ['getters that give revoked lists', getters(keys, () => revoked([]))],
    ['a proxy whose every trap throws', throwing({})],
    ['a proxy of an error whose every trap throws', throwing(new Error('x'))],
    ['a revoked proxy', revoked({})],
    ['a revoked proxy of an error', revoked(new Error('x'))],
    ['a chain of 10,000 causes', endless],
    ['an AggregateError of such', new AggregateError([throwing({}), revoked([]), circular])],
    ['a list that says it is endless', { errors: new Proxy([], { get: (_, key) => (key === 'length' ? Infinity : undefined) }) }],
  ];
}
