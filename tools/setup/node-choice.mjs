/** The line of Node that the pinned packages bring. */
export const PINNED_MAJOR = 24;
/** The oldest Node that all dependencies accept where no pinned package exists for the system. */
const OLDEST = /** @type {const} */ ([22, 12]);

/**
 * Which Node the project's programs run on.
 * @param {{ pinned: string | undefined, own: string }} found `pinned`: what `node_modules/.bin/node --version` really answered,
 *   undefined: it is missing or does not run; `own`: the version of the machine's Node
 * @returns {{ use: 'pinned' | 'own' } | { problem: string }}
 */
export function chooseNode({ pinned, own }) {
  if (pinned !== undefined && versionOf(pinned)[0] === PINNED_MAJOR) return { use: 'pinned' };
  const [major, minor] = versionOf(own);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { use: 'own' };
  return {
    problem:
      `This needs Node ${String(PINNED_MAJOR)} (or at least ${OLDEST.join('.')}), and there is no ready-made one for this system in the dependencies; ` +
      `the machine’s own is ${own}. Please install Node ${String(PINNED_MAJOR)} and run the command again.`,
  };
}

/**
 * @param {string} text such as "v24.21.0"
 * @returns {[number, number]} [0, 0] when it is no version
 */
function versionOf(text) {
  const match = /^v?(\d+)\.(\d+)\./.exec(text.trim());
  return [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
}
