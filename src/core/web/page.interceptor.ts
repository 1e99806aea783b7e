import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, from, mergeMap, type Observable } from 'rxjs';
import { NOTICE_COOKIE, setCookie, type FolkmootRequest } from '../access/index.js';
import { Settings } from '../config/index.js';
import { Db, HOUSE } from '../database/index.js';
import { Conflict, Invalid } from '../errors/index.js';
import { DownloadAnswer, PageAnswer, RedirectAnswer } from './answers.js';
import { FORM } from './decorators.js';
import { Frame } from './frame.js';
import { Templates } from './templates/index.js';

type PageMethod = (me: unknown, params: unknown, query: unknown) => Promise<unknown>;

/** Turns what a page method returns into HTML, a redirect or a download, and shows refused forms again. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly db: Db,
    private readonly frame: Frame,
    private readonly templates: Templates,
    private readonly settings: Settings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FolkmootRequest>();
    const response = http.getResponse<Response>();
    return next.handle().pipe(
      catchError((error: unknown) => from(this.#again(error, context, request))),
      mergeMap(async (answer) => this.#answer(answer, request, response)),
    );
  }

  /** The form's own page, with status 422 (or 409), the answers kept and the problems listed. */
  async #again(error: unknown, context: ExecutionContext, request: FolkmootRequest): Promise<unknown> {
    const form = this.reflector.get<string | undefined>(FORM, context.getHandler());
    if (!form || !(error instanceof Invalid || error instanceof Conflict)) throw error;
    const controller = this.#controllerOf(context);
    const show = this.db.inNetwork(
      request.network?.id ?? HOUSE,
      () => controller[form].call(controller, request.actor, request.params, request.query),
      request.session?.accountId,
    );
    // What has changed meanwhile may leave no form to show.
    const shown = await show.catch((failure: unknown) => {
      throw error instanceof Conflict ? error : failure;
    });
    if (!(shown instanceof PageAnswer)) throw error;
    const found = error instanceof Invalid ? error.problems : { '': error.message };
    const problems = Object.entries(found).map(([field, message]) => ({ field, message }));
    const model = { ...shown.model, problems, answers: this.frame.answersOf(request) };
    return new PageAnswer(shown.view, model, error.status);
  }

  #controllerOf(context: ExecutionContext): Record<string, PageMethod> {
    return this.controllers.get(context.getClass()) as Record<string, PageMethod>;
  }

  /** Filled at boot: Nest gives interceptors the class of a controller, not its instance. */
  readonly controllers = new Map<unknown, object>();

  #answer(answer: unknown, request: FolkmootRequest, response: Response): unknown {
    if (answer instanceof RedirectAnswer) return this.#redirect(answer, request, response);
    if (answer instanceof DownloadAnswer) return sendFile(answer, response);
    if (!(answer instanceof PageAnswer)) return answer;
    const html = this.templates.render(answer.view, this.frame.around(request, response, answer.model));
    response.status(answer.status).type('html');
    response.setHeader('Cache-Control', 'no-store');
    return html;
  }

  #redirect(answer: RedirectAnswer, request: FolkmootRequest, response: Response): string {
    if (answer.notice) setCookie(response, this.settings, NOTICE_COOKIE, answer.notice, 60);
    const inside = request.network ? `/${request.network.slug}${answer.to}` : answer.to;
    response.status(303).setHeader('Location', inside);
    response.setHeader('Cache-Control', 'no-store');
    return '';
  }
}

function sendFile(answer: DownloadAnswer, response: Response): StreamableFile | string {
  const name = answer.fileName.replace(/[^\w.-]+/g, '-');
  response.status(200).setHeader('Content-Type', answer.type);
  response.setHeader('Content-Disposition', `${answer.inline ? 'inline' : 'attachment'}; filename="${name}"`);
  response.setHeader('Cache-Control', 'no-store');
  // Nest would make JSON of a bare buffer.
  return Buffer.isBuffer(answer.body) ? new StreamableFile(answer.body) : answer.body;
}
