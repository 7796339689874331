/** Frames that are kept of one stack. */
const mostFrames = 12;

/** One line of a V8 stack: `    at name (place:line:column)`, or without a name. */
const frame = /^\s+at (?:async )?(?:([\w$.<> ]{1,80}) (?:\[as [\w$]{1,40}\] )?\()?([^()\s]{1,1000}):(\d{1,7}):(\d{1,7})\)?$/;

/**
 * The places in a stack, innermost first, as `name (file:line:column)`: no message, no folder, at most 12.
 *
 * @param stack as an `Error` has it; its message should be taken out before, for it may look like anything
 */
export function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .flatMap((line) => {
      const [, name, place = '', row = '', column = ''] = frame.exec(line.trimEnd()) ?? [];
      const file = /[\w.@-]{1,80}$/.exec(place)?.[0];
      return file === undefined ? [] : [`${name ?? 'anonymous'} (${file}:${row}:${column})`];
    })
    .slice(0, mostFrames);
}
