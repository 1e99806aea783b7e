import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { FolkmootRequest } from '../access/index.js';
import { Db } from '../database/index.js';
import { Conflict, Invalid } from '../errors/index.js';

interface Kept {
  request_hash: Buffer;
  status: number | null;
  answer: unknown;
}

/**
 * An unsafe API request with an `Idempotency-Key` acts once: the key and the answer are rows of the act's own
 * transaction, so a repeat gets the same answer and a crash leaves neither.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly db: Db) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FolkmootRequest>();
    const key = request.get('idempotency-key');
    if (!key || !request.tokenId || request.method === 'GET') return next.handle();
    if (key.length > 200)
      throw new Invalid({ 'Idempotency-Key': 'An Idempotency-Key has at most 200 characters.' });
    return from(this.#once(key, request, http.getResponse<Response>(), next));
  }

  async #once(
    key: string,
    request: FolkmootRequest,
    response: Response,
    next: CallHandler,
  ): Promise<unknown> {
    const hash = createHash('sha256')
      .update(`${request.method} ${request.originalUrl} ${JSON.stringify(request.body ?? null)}`)
      .digest();
    // A second request with the same key waits here until the first has committed or rolled back.
    const fresh = await this.db.one(
      'insert into idempotency_key (key, actor_id, request_hash) values ($1, $2, $3) on conflict do nothing returning key',
      [key, request.actor!.personId, hash],
    );
    if (!fresh) return this.#repeat(key, request, response, hash);
    const answer: unknown = await lastValueFrom(next.handle(), { defaultValue: null });
    await this.db.query(
      'update idempotency_key set status = $3, answer = $4 where key = $1 and actor_id = $2',
      [key, request.actor!.personId, response.statusCode, JSON.stringify(answer ?? null)],
    );
    return answer;
  }

  async #repeat(key: string, request: FolkmootRequest, response: Response, hash: Buffer): Promise<unknown> {
    const kept = await this.db.one<Kept>(
      'select request_hash, status, answer from idempotency_key where key = $1 and actor_id = $2',
      [key, request.actor!.personId],
    );
    if (!kept?.request_hash.equals(hash))
      throw new Conflict('This Idempotency-Key was used for another request.');
    response.status(kept.status ?? 200).setHeader('Idempotent-Replay', 'true');
    return kept.answer;
  }
}
