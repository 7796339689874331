/** The Electron version that package.json names; the build puts it in. */
declare const __WIZ_ELECTRON__: string;
