import { Module } from '@nestjs/common';
import { ApiDocument, HealthPages, OpenApiPages } from './web/index.js';

/** Pages and commands of the deployment itself, that belong to no feature. */
@Module({ controllers: [HealthPages, OpenApiPages], providers: [ApiDocument] })
export class HouseModule {}
