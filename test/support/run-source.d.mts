/** Translates a source file and all it imports into `outDir`; returns the URL of the result. */
export function translate(entry: string, outDir: string): string;
