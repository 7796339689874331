import { rename, stat } from 'node:fs/promises';

/** A file that cannot be set aside grows to so many times its size, then nothing more is written. */
const tolerance = 5;

/**
 * Sets a file aside as `.1`, and what was there as `.2`, once it has reached its size. Where something holds it open, as
 * Windows then refuses, it goes on growing for a while: lines are worth more than an exact size.
 *
 * @returns whether there is room for more
 */
export async function rotate(file: string, maxBytes: number): Promise<boolean> {
  const size = await sizeOf(file);
  if (size < maxBytes) return true;
  await rename(`${file}.1`, `${file}.2`).catch(() => undefined);
  return rename(file, `${file}.1`).then(
    () => true,
    () => size < maxBytes * tolerance,
  );
}

/** In bytes; 0 when there is none. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
