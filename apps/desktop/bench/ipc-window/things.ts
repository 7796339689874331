import type { Row, Small } from './contract.ts';

export function small(number: number): Small {
  return {
    number,
    title: `The lamp of room ${String(number)} flickers`,
    open: number % 2 === 0,
    author: 'ada',
    labels: ['bug', 'light'],
    updatedAt: 1_700_000_000_000,
  };
}

/** 50 MB as text: about 240 000 rows of six fields. */
export function manyRows(megabytes: number): { readonly items: Row[] } {
  const items: Row[] = [];
  for (let bytes = 0, id = 0; bytes < megabytes * 1e6; id += 1) {
    const row = {
      id,
      name: `row number ${String(id)}`,
      state: 'open',
      size: id * 17,
      path: `some/folder/${String(id % 977)}/file-${String(id)}.txt`,
      note: 'This one was looked at in spring, and nothing was found to be wrong.',
    };
    bytes += JSON.stringify(row).length;
    items.push(row);
  }
  return { items };
}

export function longText(megabytes: number): { readonly text: string } {
  return { text: 'One line of a long log file, as it was written.\n'.repeat(Math.ceil((megabytes * 1e6) / 48)) };
}
