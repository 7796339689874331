/**
 * Reads `--app <folder> [--sessions <number>] -- <command> [argument ...]`.
 * @param {readonly string[]} args
 * @returns {{ app: string, sessions: number, command: string, args: readonly string[] } | undefined} undefined: not of that form
 */
export function commandOf(args) {
  const end = args.indexOf('--');
  const [option, app, ...more] = args.slice(0, Math.max(end, 0));
  const [command, ...rest] = args.slice(end + 1);
  const [name, number = '1', tooMuch] = more.length === 0 ? ['--sessions'] : more;
  if (option !== '--app' || app === undefined || command === undefined) return undefined;
  if (name !== '--sessions' || !/^[1-9]$/.test(number) || tooMuch !== undefined) return undefined;
  return { app, sessions: Number(number), command, args: rest };
}
