import { inspect } from 'node:util';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;

/** Runs something and hears what is written to the console meanwhile, by whomever. Not to be used twice at once. */
export async function heardOnConsole<T>(run: () => Promise<T>): Promise<{ readonly result: T; readonly text: string }> {
  const lines: string[] = [];
  const own = methods.map((method) => [method, console[method].bind(console)] as const);
  for (const [method, write] of own)
    console[method] = (...args: unknown[]) => {
      lines.push(args.map((arg) => (typeof arg === 'string' ? arg : inspect(arg, { depth: 12 }))).join(' '));
      write(...args);
    };
  try {
    return { result: await run(), text: lines.join('\n') };
  } finally {
    for (const [method, write] of own) console[method] = write;
  }
}
