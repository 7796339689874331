/**
 * @typedef {object} WrapperOptions
 * @property {string} executable Electron's binary
 * @property {Record<string, string>} env what Electron gets whatever its parent passes on
 * @property {readonly string[]} without variables it must not inherit
 * @property {readonly string[]} switches put before the caller's arguments
 * @property {{ uid: number, gid: number } | undefined} user whom to become (needs root), undefined: stay who we are
 * @property {string | undefined} cwd a folder that user can enter
 * @property {string | undefined} register a file to which the process id is appended
 */

/**
 * A small script that stands for Electron: Playwright and others start it like the binary, and it becomes the binary (`exec`),
 * so that process id, pipes and signals stay those of Electron. For systems with a POSIX shell only.
 * @param {WrapperOptions} options
 * @returns {string}
 */
export function wrapperScript({ executable, env, without, switches, user, cwd, register }) {
  const lines = ['#!/bin/sh'];
  for (const name of without) lines.push(`unset ${name}`);
  for (const [name, value] of Object.entries(env)) lines.push(`export ${name}=${quote(value)}`);
  if (cwd !== undefined) lines.push(`cd ${quote(cwd)} || exit 1`);
  if (register !== undefined) lines.push(`echo $$ >> ${quote(register)}`);
  const become = user === undefined ? '' : `setpriv --reuid=${String(user.uid)} --regid=${String(user.gid)} --clear-groups -- `;
  lines.push(`exec ${become}${[executable, ...switches].map(quote).join(' ')} "$@"`);
  return `${lines.join('\n')}\n`;
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
