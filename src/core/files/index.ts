export { ACCEPTED, sizeWords, typeAndSize } from './file-type.rules.js';
export { Files, MOST_ALT, type Upload } from './files.service.js';
export { FilesModule } from './files.module.js';
export type { KeptFile, Owner } from './kept-file.js';
export { uploadOf } from './upload.js';
