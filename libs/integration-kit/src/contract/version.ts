/** A version of a contract, in its three numbers. */
export interface Version {
  /** Steps when saved settings, saved inputs or programs that use it may not go on as they are. */
  readonly major: number;
  /** Steps when something was added. */
  readonly minor: number;
  /** Steps when only words changed. */
  readonly patch: number;
}

/** @throws TypeError for anything but three numbers with points between them, as in semantic versioning */
export function parseVersion(text: string): Version {
  const [, major, minor, patch] = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined)
    throw new TypeError(`"${text}" is no version of a contract: write three numbers with points between them, such as 1.0.0.`);
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Below 0 when the first is the older one, 0 when they are the same. @throws TypeError for what is no version */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}
