export { connectFolder, folderTrash } from './connected-folder.ts';
export type { CallOptions, ConnectedFolder } from './connected-folder.ts';
export { devStandIn } from './dev-stand-in.ts';
export { folderFixture } from './folder-fixture.ts';
export type { FolderFixture } from './folder-fixture.ts';
export { manyFiles } from './many-files.ts';
export type { ManyFiles } from './many-files.ts';
