/**
 * @typedef {{ how: 'personal' | 'session' | 'tour' } | { how: 'stop' }} StartChoice
 * `personal`: in front of somebody, with their own data folder; `session`: in front of somebody, with nothing of theirs;
 * `tour`: nobody looks; `stop`: nobody's real data meets an outdated Chromium unasked
 */

/**
 * How `npm start` shows the application.
 * @param {{ display: boolean, root: boolean, kind: 'official' | 'stand-in', standInAllowed: boolean }} facts
 * @returns {StartChoice}
 */
export function chooseStart({ display, root, kind, standInAllowed }) {
  if (!display) return { how: 'tour' };
  if (kind === 'official') return { how: root ? 'session' : 'personal' };
  return { how: standInAllowed ? 'session' : 'stop' };
}
