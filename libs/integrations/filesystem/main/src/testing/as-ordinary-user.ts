/**
 * Runs with the rights of an ordinary user, because nothing is forbidden to root. Where the tests run as an ordinary
 * user already, that is all there is to it.
 *
 * @returns what `work` returns, or undefined on systems without such users (Windows)
 */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T | undefined> {
  const { geteuid, seteuid, getegid, setegid } = process;
  if (geteuid === undefined || seteuid === undefined || getegid === undefined || setegid === undefined) return undefined;
  const user = geteuid();
  if (user !== 0) return work();
  const group = getegid();
  const nobody = 65_534;
  setegid(nobody);
  seteuid(nobody);
  try {
    return await work();
  } finally {
    seteuid(user);
    setegid(group);
  }
}
