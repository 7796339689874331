// What a program outside the main process finds here: nothing to import, and a clear word if it runs anyway.
throw new Error('This module runs in the main process only.');
export {};
