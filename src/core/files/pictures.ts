import { Injectable } from '@nestjs/common';
import sharp, { type Sharp } from 'sharp';
import { Invalid } from '../errors/index.js';
import type { FileType, SentKind } from './file-type.rules.js';
import { heicPixels } from './heic.js';

/** A picture drawn anew: nothing of the file it came in is left, neither place and time nor trailing bytes. */
export interface Redrawn {
  bytes: Buffer;
  type: Exclude<FileType, 'application/pdf'>;
  width: number;
  height: number;
}

/** Enough for what telephones take; a picture of so many pixels needs 200 MB while it is read. */
const MOST_PIXELS = 50_000_000;
/** The longer side of a kept picture, enough for a page of paper. */
const LONGEST_SIDE = 2000;

const UNREADABLE =
  'This picture cannot be read. Open it, save it again as a JPEG or PNG picture, and choose that.';
const TOO_LARGE = 'This picture has more pixels than we can take. Save it smaller, and choose that.';

sharp.concurrency(1);
sharp.cache(false);

/** Draws pictures anew, one at a time, so that many at once need the memory of one. */
@Injectable()
export class Pictures {
  #last: Promise<unknown> = Promise.resolve();

  /** @throws Invalid for what is no whole picture, or too many pixels */
  redraw(bytes: Buffer, kind: Exclude<SentKind, 'pdf'>): Promise<Redrawn> {
    const drawn = this.#last.then(() => this.#redraw(bytes, kind));
    this.#last = drawn.catch(() => undefined);
    return drawn;
  }

  async #redraw(bytes: Buffer, kind: Exclude<SentKind, 'pdf'>): Promise<Redrawn> {
    try {
      return await (kind === 'heic' ? this.#fromHeic(bytes) : this.#fromFile(bytes, kind));
    } catch (error) {
      throw error instanceof Invalid ? error : new Invalid({ file: UNREADABLE });
    }
  }

  async #fromFile(bytes: Buffer, kind: 'jpeg' | 'png'): Promise<Redrawn> {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) throw new Invalid({ file: TOO_LARGE });
    return drawn(sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' }), kind);
  }

  async #fromHeic(bytes: Buffer): Promise<Redrawn> {
    const { width, height, data } = await heicPixels(bytes, MOST_PIXELS);
    if (!data) throw new Invalid({ file: TOO_LARGE });
    return drawn(sharp(data, { raw: { width, height, channels: 4 } }), 'jpeg');
  }
}

async function drawn(picture: Sharp, kind: 'jpeg' | 'png'): Promise<Redrawn> {
  const fitted = picture
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true });
  const encoded =
    kind === 'png'
      ? fitted.png({ compressionLevel: 9 })
      : fitted.flatten({ background: '#ffffff' }).jpeg({ quality: 82, mozjpeg: true });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, type: `image/${kind}`, width: info.width, height: info.height };
}
