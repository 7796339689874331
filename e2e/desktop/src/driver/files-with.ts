import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The files below a folder that hold a text: as it is, in two bytes a letter as Windows and V8 write it, or in Base64 at any offset. */
export async function filesWith(folder: string, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le'), ...[0, 1, 2].map((shift) => base64Core(text, shift))];
  const look = async (place: string): Promise<void> => {
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const whole = path.join(place, entry.name);
      if (entry.isDirectory()) await look(whole);
      else if (entry.isFile()) {
        const content = await readFile(whole);
        if (needles.some((needle) => content.includes(needle))) found.push(whole);
      }
    }
  };
  await look(folder);
  return found;
}

/** What of the Base64 form does not depend on the letters before and after. */
function base64Core(text: string, shift: number): Buffer {
  const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString('base64');
  return Buffer.from(encoded.slice(shift === 0 ? 0 : 4, -4));
}
