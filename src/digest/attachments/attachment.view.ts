import { typeAndSize, type KeptFile } from '../../core/files/index.js';
import type { ArticleFiles } from './attachments.service.js';

/** Returns the files of an article as its page shows them; the hrefs are below the network. */
export function viewFiles({ picture, attachments }: ArticleFiles) {
  return {
    picture: picture && viewFile(picture),
    attachments: attachments.map((file, at) => ({
      ...viewFile(file),
      isFirst: at === 0,
      isLast: at === attachments.length - 1,
    })),
  };
}

function viewFile(file: KeptFile) {
  const { id, name, alt, width, height, href, type } = file;
  return {
    ...{ id, name, alt, width, height },
    place: href.slice(1),
    isPicture: type !== 'application/pdf',
    about: typeAndSize(file),
    isScanned: file.scan === 'clean',
  };
}
