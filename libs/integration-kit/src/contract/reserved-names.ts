/** Names that tRPC's proxies use themselves, so no operation may have them. */
export const reservedOperations: ReadonlySet<string> = new Set([
  'then',
  'call',
  'apply',
  'bind',
  'arguments',
  'caller',
  'name',
  'length',
  'prototype',
  'pathKey',
  'pathFilter',
  'queryKey',
  'queryFilter',
  '__proto__',
  'constructor',
]);
/** Fields that every procedure adds to the operation's own input. */
export const reservedInputs: readonly string[] = ['connection', 'ticket', 'force'];

/** Names of the application's own procedures, and those of tRPC's proxies, so no integration may have them. */
export const reservedIds: ReadonlySet<string> = new Set([
  'app',
  'connections',
  'runs',
  'events',
  'tickets',
  'health',
  ...reservedOperations,
]);
