import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ExportCommands } from './export/export.commands.js';
import { ExportPages } from './export/export.pages.js';
import { Exports } from './export/export.service.js';
import { ImportCommands } from './import/import.commands.js';
import { ImportPages } from './import/import.pages.js';
import { ImportRun } from './import/import-run.entity.js';
import { ImportRuns } from './import/import-runs.service.js';
import { ImportWriter } from './import/import-writer.js';
import { ImportReadings, Imports } from './import/index.js';
import { MembersModule } from './members.module.js';

/** The member database in and out as files. */
@Module({
  imports: [TypeOrmModule.forFeature([ImportRun]), MembersModule],
  controllers: [ImportPages, ExportPages],
  providers: [Imports, ImportReadings, ImportRuns, ImportWriter, ImportCommands, Exports, ExportCommands],
  exports: [Imports],
})
export class MemberFilesModule {}
