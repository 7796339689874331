import process from 'node:process';

export interface BuildTarget {
  readonly name: 'standin' | 'current';
  readonly main: string;
  readonly renderer: string;
}

const targets: Readonly<Record<string, BuildTarget>> = {
  // Electron 25: what the tests fall back to where the official binary cannot be fetched. It serves newer ones as well.
  standin: { name: 'standin', main: 'node18', renderer: 'chrome114' },
  // The Electron that package.json names.
  current: { name: 'current', main: 'node24', renderer: 'chrome150' },
};

/** What `WIZ_BUILD_TARGET` asks for. @default standin @throws RangeError for any other word */
export function buildTarget(wanted = process.env['WIZ_BUILD_TARGET'] ?? 'standin'): BuildTarget {
  const found = Object.hasOwn(targets, wanted) ? targets[wanted] : undefined;
  if (found === undefined) throw new RangeError(`WIZ_BUILD_TARGET is one of ${Object.keys(targets).join(', ')}, not "${wanted}"`);
  return found;
}
