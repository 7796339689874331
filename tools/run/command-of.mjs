/**
 * Reads `--app <folder> -- <command> [argument ...]`.
 * @param {readonly string[]} args
 * @returns {{ app: string, command: string, args: readonly string[] } | undefined} undefined: not of that form
 */
export function commandOf(args) {
  const [option, app, separator, command, ...rest] = args;
  if (option !== '--app' || app === undefined || separator !== '--' || command === undefined) return undefined;
  return { app, command, args: rest };
}
