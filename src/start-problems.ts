import { DomainError, StartProblem } from './core/errors/index.js';

/** Returns one plain sentence for what kept the product from starting; the stack only for what is our fault. */
export function explain(error: unknown): string {
  if (error instanceof StartProblem || error instanceof DomainError) return error.message;
  const { code, message, port } = error as { code?: string; message?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Stop it, or set PORT to a free one.`;
  if (code === 'EACCES' && port)
    return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  if (code === 'ENOSPC')
    return 'The disk is full. Make some room and start again; nothing that was saved is lost.';
  if (code === 'EROFS' || code === 'EACCES')
    return `A file cannot be written: ${message}. Set FOLKMOOT_STATE_DIR to a directory this user may write to.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
