import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Nameable } from '../../core/contracts/index.js';
import { Districts } from './districts.service.js';

/** Names districts, which anybody in the network may know. */
@Nameable()
@Injectable()
export class DistrictsNamed implements Nameable {
  readonly kinds = ['district'];

  constructor(private readonly districts: Districts) {}

  async show(me: Actor, _kind: string, ids: string[]) {
    const href = me.may('districts.edit') ? '/settings/districts' : '';
    const named = (await this.districts.all()).filter(({ id }) => ids.includes(id));
    return named.map(({ id, name }) => ({ id, title: name, href }));
  }
}
