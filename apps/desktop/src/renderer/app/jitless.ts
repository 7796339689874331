import { config } from 'zod/v4/core';

// Zod would try to build functions from text, which the content security policy refuses and reports.
// Imported first of all, so that it holds before the first schema is made.
config({ jitless: true });
