import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { SetUpFirst, setCookie, WhoIsIt, type FolkmootRequest } from '../access/index.js';
import { Settings } from '../config/index.js';
import { DomainError, Invalid, NotFound, SignInNeeded, StepUpNeeded, TooMany } from '../errors/index.js';
import { Frame } from './frame.js';
import { Templates } from './templates/index.js';

/** Where a person was going when we asked them to sign in; kept here, never in an address. */
export const NEXT_COOKIE = 'next';

/** The one translator: every error of the product becomes a page, or problem JSON (RFC 9457) for the API. */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  readonly #log = new Logger('Errors');

  constructor(
    private readonly frame: Frame,
    private readonly templates: Templates,
    private readonly settings: Settings,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FolkmootRequest>();
    const response = http.getResponse<Response>();
    if (response.headersSent) return;
    const error = asDomainError(thrown);
    if (error.status >= 500)
      this.#log.error({ requestId: request.requestId, err: thrown }, 'Something broke');
    if (error instanceof TooMany) response.setHeader('Retry-After', String(error.retryAfter));
    response.setHeader('Cache-Control', 'no-store');
    if (request.path.startsWith('/api/')) return this.#problem(error, request, response);
    const detour = this.#detour(error, request, response);
    if (detour) return response.redirect(303, detour);
    this.#page(error, request, response);
  }

  #problem(error: DomainError, request: FolkmootRequest, response: Response): void {
    const problems = error instanceof Invalid ? { problems: error.problems } : {};
    response
      .status(error instanceof StepUpNeeded ? 403 : error.status)
      .type('application/problem+json')
      .send({
        type: 'about:blank',
        title: titleOf(error),
        status: error.status,
        detail: error.message,
        reference: referenceOf(request),
        ...problems,
        ...error.details,
      });
  }

  /** Some refusals have a page of their own that puts them right. */
  #detour(error: DomainError, request: FolkmootRequest, response: Response): string | undefined {
    const to = detourOf(error);
    const back = to && wayBack(request);
    if (back) setCookie(response, this.settings, NEXT_COOKIE, back, 3600);
    return error instanceof WhoIsIt ? `/account/who/${request.network?.slug}` : to;
  }

  #page(error: DomainError, request: FolkmootRequest, response: Response): void {
    const problems =
      error instanceof Invalid
        ? Object.entries(error.problems).map(([field, message]) => ({ field, message }))
        : undefined;
    const own = { title: titleOf(error), reason: error.message, reference: referenceOf(request), problems };
    const model = this.frame.around(request, response, own);
    response
      .status(error.status)
      .type('html')
      .send(this.templates.render(viewOf(error), model));
  }
}

/** The page somebody was on or wanted: what a form was sent to is no page, so there the page it stood on. */
function wayBack(request: FolkmootRequest): string | undefined {
  if (request.method === 'GET') return request.originalUrl;
  const referer = request.get('referer') ?? '';
  const from = URL.canParse(referer) ? new URL(referer) : undefined;
  return from && from.host === request.get('host') ? `${from.pathname}${from.search}` : undefined;
}

const referenceOf = (request: FolkmootRequest): string => (request.requestId ?? '').slice(0, 8);

function asDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : ((thrown as { status?: number })?.status ?? 500);
  if (status === 404) return new NotFound();
  if (status === 413) return plain(413, 'That is larger than we can take: a file may have up to 10 MB.');
  if (status === 429) return new TooMany(60);
  if (status >= 400 && status < 500)
    return plain(status, 'We could not read what was sent. Please go back and try again.');
  // A value the database refuses is a person's input, not a fault: bad UUIDs, NUL bytes, numbers out of range.
  const code = (thrown as { driverError?: { code?: string } })?.driverError?.code ?? '';
  if (/^22/.test(code))
    return plain(
      400,
      'Something in the address or the form could not be read. Please go back and try again.',
    );
  // Two at once: what one has just written, the other can no longer write the same way.
  if (['23505', '40001', '40P01', '55P03'].includes(code))
    return plain(409, 'Somebody else changed this at the same moment. Please try again.');
  return plain(500, 'Something broke on our side, and we have made a note of it.');
}

function plain(status: number, message: string): DomainError {
  return Object.assign(new DomainError(message), { status });
}

function detourOf(error: DomainError): string | undefined {
  if (error instanceof WhoIsIt) return '/account/who';
  if (error instanceof SetUpFirst) return '/account/second-factor';
  if (error instanceof StepUpNeeded) return '/account/code';
  if (error instanceof SignInNeeded) return '/sign-in';
  return undefined;
}

function titleOf(error: DomainError): string {
  const titles: Record<number, string> = {
    401: 'Please sign in',
    403: 'This is not open to you',
    404: 'Nothing here',
    409: 'This has changed meanwhile',
    413: 'That is too large',
    422: 'There is a problem',
    429: 'Too many at once',
  };
  return titles[error.status] ?? (error.status >= 500 ? 'Something broke' : 'We could not read that');
}

function viewOf(error: DomainError): string {
  const views: Record<number, string> = { 403: 'forbidden', 404: 'not-found', 429: 'too-many' };
  return `core/web/views/errors/${views[error.status] ?? (error.status >= 500 ? 'broken' : 'try-again')}`;
}
