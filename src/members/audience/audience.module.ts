import { Module } from '@nestjs/common';
import { Audience } from './audience.js';

/** Who gets a list. */
@Module({ providers: [Audience], exports: [Audience] })
export class AudienceModule {}
