// Does to files all that Node can do to them, for the recorder to follow.
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { cp, open, rename, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

const [folder = '', marks = ''] = process.argv.slice(2);
process.chdir(folder);
const big = 'big '.repeat(100_000);

mkdirSync(path.join(folder, 'deep', 'deeper'), { recursive: true });
mkdirSync('relative');
writeFileSync(path.join('relative', 'big'), big);
writeFileSync('kept', 'older');
appendFileSync('kept', ' and newer');
copyFileSync(path.join('relative', 'big'), path.join('deep', 'copy'));
linkSync('kept', path.join('deep', 'linked'));
writeSync(openSync(path.join('deep', 'linked'), 'r+'), 'OLDER');

const fd = openSync('pieces', 'w+');
writevSync(fd, [Buffer.from('one '), Buffer.from('two '), Buffer.from('three')]);
writeSync(fd, 'far', 5000);
writevSync(fd, [Buffer.from('TWO'), Buffer.from('+')], 4);
ftruncateSync(fd, 4000);
closeSync(fd);
truncateSync(path.join('relative', 'big'), 1000);
writeFileSync('kept too', big);
writeFileSync('kept too', 'emptied before');

const handle = await open(path.join(folder, 'handle'), 'w');
await Promise.all([handle.write('at once', 0), handle.write('and there', 100), handle.writeFile('')]);
await handle.sync();
await handle.datasync();
await handle.close();
await rename('handle', path.join('deep', 'moved'));
await Promise.all(
  Array.from({ length: 20 }, (_, at) => writeFile(path.join('deep', `side by side ${String(at)}`), big.slice(0, at * 5000))),
);
await cp(path.join(folder, 'deep'), path.join(folder, 'all of it'), { recursive: true });
await unlink(path.join('deep', 'side by side 3'));
mkdirSync('passing');
writeFileSync(path.join('passing', 'file'), 'gone soon');
rmSync('passing', { recursive: true });
renameSync('relative', path.join('deep', 'deeper', 'relative'));
writeFileSync(marks, `${JSON.stringify({ begun: 0, state: 'done' })}\n`);
