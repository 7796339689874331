import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { handOver, makeWorkFolder } from './work-folder.ts';

/** What a person's folder may look like: notes, code, rules of what to ignore, a picture, names in other scripts. */
const files: Readonly<Record<string, string | Buffer>> = {
  'README.md': '# Harbour house\n\nPlans, letters and invoices of the house at the harbour.\n\nSee notes/today.txt for what is next.\n',
  '.gitignore': 'build/\n*.log\n',
  'notes/today.txt': 'Call the roofer.\nPay the invoice of the carpenter.\nBuy paint: two tins of oyster white.\n',
  'notes/ideas.md': '# Ideas\n\n- A bench under the window\n- Ask for a second invoice, split by room\n',
  'notes/2026/march.md': 'The carpenter came on the 3rd. The invoice follows.\n',
  'invoices/carpenter-0117.txt':
    'Invoice 0117\n\nOak boards, 14 pieces      1,260.00\nWork, 22 hours            1,430.00\nTotal                     2,690.00\n',
  'invoices/roofer-0042.txt': 'Invoice 0042\n\nSlates and battens          820.00\nTotal                       820.00\n',
  'code/total.ts': 'export function total(lines: readonly number[]): number {\n  return lines.reduce((sum, line) => sum + line, 0);\n}\n',
  'code/build/total.js': 'export function total(lines){return lines.reduce((a,b)=>a+b,0)} // invoice\n',
  'debug.log': 'invoice invoice invoice\n',
  'pictures/harbour.png': Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  'letters/Größe und Maß.txt': 'Die Rechnung (invoice) kommt am Montag.\n',
  'letters/請求書.txt': '請求書 invoice 二〇二六年\n',
  'letters/счёт.txt': 'Счёт за март. Invoice enclosed.\n',
  'letters/smile 🙂.txt': 'No bills today.\n',
};

/** Makes such a folder. */
export async function makeDemoFolder(name = 'harbour-house'): Promise<string> {
  const folder = path.join(await makeWorkFolder('demo'), name);
  for (const [place, content] of Object.entries(files)) {
    const file = path.join(folder, ...place.split('/'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await handOver(folder);
  return folder;
}
