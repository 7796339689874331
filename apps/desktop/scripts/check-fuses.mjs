// Compares the fuses of a packaged binary with what the product decided on.
// usage: node check-fuses.mjs <binary>
import process from 'node:process';
import { fusesOf } from '../packaging/fuses-of.mjs';

try {
  await fusesOf(process.argv[2] ?? '', process.platform);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
