// A classic script, so that it runs before every module: the bundler may evaluate shared chunks before the entry's own code.
// Zod would otherwise try whether it may build functions from text, which the content security policy refuses and reports.
globalThis.__zod_globalConfig = { jitless: true };
