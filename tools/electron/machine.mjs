import os from 'node:os';
import process from 'node:process';
import { cacheFolder } from './cache-folder.mjs';

/**
 * What the decisions of set-up and session rest on, read once and passed on, so that tests can invent machines.
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {boolean} root whether we are the superuser of a Unix system
 * @property {boolean} display whether a window could appear in front of somebody
 * @property {string} cache see `cacheFolder`
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Machine}
 */
export function readMachine(env = process.env) {
  const root = process.getuid?.() === 0;
  return {
    platform: process.platform,
    arch: process.arch,
    root,
    display: hasDisplay(process.platform, env),
    cache: cacheFolder({ platform: process.platform, root, home: os.homedir(), env }),
    env,
  };
}

/**
 * Windows and macOS always have a desktop; on Linux the two variables tell.
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasDisplay(platform, env) {
  if (platform !== 'linux') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
