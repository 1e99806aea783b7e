import { Get, Param, Req, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { Me, Public, type Actor, type FolkmootRequest } from '../access/index.js';
import { NotFound, SignInNeeded } from '../errors/index.js';
import { Pages } from '../web/index.js';
import { dispositionOf } from './file-name.rules.js';
import { Files } from './files.service.js';

interface In {
  id: string;
  name: string;
}

/** No browser runs anything of a file, whatever it takes it for. */
const SANDBOX = "sandbox; default-src 'none'";

/** Files, for whoever may read what they belong to. */
@Public()
@Pages('files')
export class FilesPages {
  constructor(private readonly files: Files) {}

  /** A stranger is asked to sign in, whether there is such a file or not. */
  @Get(':id/:name')
  async show(
    @Me() me: Actor | undefined,
    @Param() { id, name }: In,
    @Req() request: FolkmootRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const file = await this.files.find(me, id, name).catch((error: unknown) => {
      if (!(error instanceof NotFound) || me) throw error;
      throw request.refusal ?? (request.session ? error : new SignInNeeded());
    });
    const how = file.type === 'application/pdf' ? 'attachment' : 'inline';
    response.setHeader('Content-Security-Policy', SANDBOX);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', `"${file.hash.toString('base64url')}"`);
    response.status(request.fresh ? 304 : 200);
    if (request.fresh) return undefined;
    return new StreamableFile(await this.files.bytesOf(file), {
      type: file.type,
      disposition: dispositionOf(how, file.name),
      length: file.bytes,
    });
  }
}
