import { Module } from '@nestjs/common';
import './glossary.permissions.js';
import { GlossaryApi } from './glossary.api.js';
import { GlossaryCommands } from './glossary.commands.js';
import { GlossaryFiles } from './glossary.files.js';
import { GlossaryKeepingPages } from './glossary-keeping.pages.js';
import { GlossaryPages } from './glossary.pages.js';
import { Glossary } from './glossary.service.js';
import { GlossaryStore } from './glossary.store.js';

/** What short forms stand for, in each network. */
@Module({
  // The keeping comes first: its `excused` must not be taken for the id of a term.
  controllers: [GlossaryKeepingPages, GlossaryPages, GlossaryApi],
  providers: [Glossary, GlossaryStore, GlossaryFiles, GlossaryCommands],
  exports: [Glossary],
})
export class GlossaryModule {}
