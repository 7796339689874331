import path from 'node:path';

export interface Environment {
  /** Where data is kept instead of the system's usual place; absolute. */
  readonly dataFolder: string | undefined;
  /** Reload when the build changes. */
  readonly dev: boolean;
  /** For development: started anew by a save, not by a person. */
  readonly again: boolean;
  /** For development: the file with what stands in for the systems; absolute. */
  readonly standIns: string | undefined;
}

/**
 * What the surroundings ask for.
 * @throws RangeError for a data folder that is not absolute: where it lay would depend on where the application was started
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>, isPackaged: boolean): Environment {
  const dataFolder = env['WIZ_USER_DATA'];
  if (dataFolder !== undefined && !path.isAbsolute(dataFolder))
    throw new RangeError(`WIZ_USER_DATA must be an absolute path, got "${dataFolder}"`);
  const dev = !isPackaged && env['WIZ_DEV'] === '1';
  const standIns = env['WIZ_DEV_STAND_INS'];
  return {
    dataFolder,
    dev,
    again: dev && env['WIZ_DEV_AGAIN'] === '1',
    standIns: dev && standIns !== undefined && path.isAbsolute(standIns) ? standIns : undefined,
  };
}
