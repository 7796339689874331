/**
 * Runs with the rights of an ordinary user, because nothing is forbidden to root. Where this runs as an ordinary user already,
 * that is all there is to it. The whole process has them meanwhile.
 *
 * @returns what `work` returns, or undefined on systems without such users, and where they cannot be changed
 */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T | undefined> {
  const { geteuid, seteuid, getegid, setegid } = process;
  if (geteuid === undefined || seteuid === undefined || getegid === undefined || setegid === undefined) return undefined;
  const user = geteuid();
  if (user !== 0) return work();
  const group = getegid();
  const nobody = 65_534;
  try {
    setegid(nobody);
  } catch {
    // A worker thread may not.
    return undefined;
  }
  seteuid(nobody);
  try {
    return await work();
  } finally {
    seteuid(user);
    setegid(group);
  }
}
