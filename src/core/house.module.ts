import { Module } from '@nestjs/common';
import { HealthPages } from './web/index.js';

/** Pages and commands of the deployment itself, that belong to no feature. */
@Module({ controllers: [HealthPages] })
export class HouseModule {}
