import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { FolkmootRequest } from '../access/index.js';
import { Db, HOUSE } from '../database/index.js';

/** One request, one network, one transaction: commits when the handler resolves, rolls back when it throws. */
@Injectable()
export class TransactionInterceptor implements NestInterceptor {
  constructor(private readonly db: Db) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FolkmootRequest>();
    const work = () => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(this.db.inNetwork(request.network?.id ?? HOUSE, work, request.session?.accountId));
  }
}
