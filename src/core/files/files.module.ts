import { Global, Module } from '@nestjs/common';
import { FileStore } from './file.store.js';
import { FilesPages } from './files.pages.js';
import { FilesPersonalData } from './files.personal-data.js';
import { Files } from './files.service.js';
import { Pictures } from './pictures.js';
import { Scanner } from './scanner.js';

/** Files: taken in, kept, and given to whoever may have them. */
@Global()
@Module({
  controllers: [FilesPages],
  providers: [FileStore, Files, Pictures, Scanner, FilesPersonalData],
  exports: [Files],
})
export class FilesModule {}
