import { randomUUID } from 'node:crypto';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import multer from 'multer';
import { readCookie, SESSION_COOKIE, type FolkmootRequest } from '../access/index.js';
import type { Settings } from '../config/index.js';
import { inScope } from '../database/index.js';
import type { StaticFiles } from './templates/index.js';

const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;
const MEBIBYTE = 1024 * 1024;
const MOST_OF_STRANGERS = 4096;

/** Puts on what every request passes before it reaches a route: id, headers, static files, the body in full. */
export function dress(app: NestExpressApplication, settings: Settings, files: StaticFiles): void {
  const trusted = settings.FOLKMOOT_TRUSTED_PROXIES?.split(',').map((one) => one.trim());
  app.set('trust proxy', trusted ?? false);
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(giveId(Boolean(trusted)));
  app.use(headers(settings));
  app.use('/static', serveStatic(files));
  app.use(express.urlencoded({ extended: false, limit: MEBIBYTE, parameterLimit: 2000 }));
  app.use(express.json({ limit: MEBIBYTE, type: ['application/json', 'application/problem+json'] }));
  app.use(uploads(settings));
}

/** Our own random id; one that a trusted proxy sends is taken when its form is strict (log injection). */
function giveId(trustsProxy: boolean) {
  return (request: Request, response: Response, next: NextFunction) => {
    const given = request.get('x-request-id');
    const id = trustsProxy && given && REQUEST_ID.test(given) ? given : randomUUID();
    (request as FolkmootRequest).requestId = id;
    response.setHeader('X-Request-Id', id);
    inScope({ requestId: id, afterCommit: [] }, next);
  };
}

/** Names of static files change with their bytes, so caches may keep them a year. */
function serveStatic(files: StaticFiles) {
  return (request: Request, response: Response, next: NextFunction) => {
    const file = files.find(request.path.slice(1));
    if (!file) return next();
    const squeezed = Boolean(request.acceptsEncodings('gzip'));
    response.setHeader('Content-Type', file.type);
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    if (squeezed) response.setHeader('Content-Encoding', 'gzip');
    response.send(squeezed ? file.gzip : file.body);
  };
}

function headers(settings: Settings) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: settings.baseUrl.startsWith('https:')
      ? { maxAge: 31_536_000, includeSubDomains: true }
      : false,
  });
}

/**
 * Files come with forms of signed-in people only; of strangers' multipart forms no more is read than the one
 * press of a mail programme may have (RFC 8058, section 3.2).
 */
function uploads(settings: Settings) {
  const read = multer({
    storage: multer.memoryStorage(),
    limits: { fileSize: 10 * MEBIBYTE, files: 5, fields: 200, fieldSize: MEBIBYTE },
  }).any();
  const readFields = multer({ limits: { fields: 10, parts: 10 } }).none();
  return (request: Request, response: Response, next: NextFunction) => {
    if (!request.is('multipart/form-data')) return next();
    if (!readCookie(request, settings, SESSION_COOKIE)) {
      const isSmall = Number(request.get('content-length')) <= MOST_OF_STRANGERS;
      return isSmall ? readFields(request, response, () => next()) : next();
    }
    return read(request, response, (error: unknown) => {
      if (!(error instanceof Error)) return next();
      const isTooLarge = error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE';
      // Whatever else stops the reading is in what was sent, such as a NUL in the name of a file.
      next(Object.assign(error, { status: isTooLarge ? 413 : 400 }));
    });
  };
}
