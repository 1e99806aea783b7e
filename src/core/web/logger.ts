import type { LoggerService } from '@nestjs/common';
import { pino, stdSerializers, type Logger } from 'pino';
import type { Settings } from '../config/index.js';

/** Nest's own words about every route and module belong to nobody's log. */
const CHATTY = new Set([
  'RoutesResolver',
  'RouterExplorer',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
]);

/** What keeps the product from starting is thrown as well, and told once in a plain sentence. */
const RETOLD = new Set(['NestApplication', 'ExceptionHandler']);

/** Logs as JSON on standard error; standard output belongs to the answers of commands. */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(settings: Settings) {
    const serializers = { err: (error: Error) => plainError(error) };
    this.#pino = pino(
      { level: settings.FOLKMOOT_LOG_LEVEL, base: { role: settings.FOLKMOOT_ROLE }, serializers },
      pino.destination(2),
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    if (!CHATTY.has(String(rest.at(-1)))) this.#write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (!RETOLD.has(String(rest.at(-1)))) this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  #write(level: 'info' | 'warn' | 'error' | 'debug', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const words = rest.length > 1 ? String(rest[0]) : undefined;
    if (message instanceof Error) this.#pino[level]({ context, err: message }, words);
    else if (typeof message === 'object' && message !== null)
      this.#pino[level]({ context, ...message }, words);
    else this.#pino[level]({ context }, String(message));
  }
}

/** Parameters of a failed query are people's data and stay out of the log. */
function plainError(error: Error): object {
  const { type, message, stack } = stdSerializers.err(error);
  const code = (error as { driverError?: { code?: string } }).driverError?.code;
  return { type, message: message.slice(0, 500), stack, code };
}
