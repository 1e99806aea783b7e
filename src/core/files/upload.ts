import type { FolkmootRequest } from '../access/index.js';
import { Invalid } from '../errors/index.js';
import type { Upload } from './files.service.js';

/** Returns the file that came with a form. @throws Invalid naming the field when none was chosen */
export function uploadOf(request: FolkmootRequest, field = 'file'): Upload {
  const sent = Array.isArray(request.files) ? request.files : [];
  const file = sent.find(({ fieldname }) => fieldname === field);
  // Browsers send an empty part where no file was chosen; an empty file has a name.
  if (!file || (file.size === 0 && file.originalname === ''))
    throw new Invalid({ [field]: 'Choose a file.' });
  // Browsers send names in UTF-8, which multipart readers take for Latin-1.
  return { name: Buffer.from(file.originalname, 'latin1').toString(), bytes: file.buffer };
}
