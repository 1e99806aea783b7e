import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import { Mailable } from '../../core/mail/index.js';
import { districtReader, type NamedDistrict } from '../district-names.rules.js';
import { Districts, shippedDistricts } from '../districts/index.js';
import { themeReader, THEMES } from '../themes.rules.js';
import { namedDistricts } from './area.rules.js';
import type { ImportContext } from './cells.rules.js';
import type { ListNames } from './work.rules.js';

/** What the network is called, and whether it may rely on what only charities may. */
export interface ThisNetwork {
  slug: string;
  name: string;
  isCharity: boolean;
}

/** Gives what the rows of a file are read against: the network's own districts, themes and names. */
@Injectable()
export class ImportReadings {
  constructor(
    private readonly db: Db,
    private readonly districts: Districts,
    private readonly clock: Clock,
    private readonly mailable: Mailable,
  ) {}

  /** Returns the network of the current transaction. */
  async network(): Promise<ThisNetwork> {
    const found = await this.db.one<ThisNetwork>('select slug, name, is_charity as "isCharity" from network');
    return found!;
  }

  /** Returns the network's districts with everything a file may call them, and its whole area. */
  async named(): Promise<NamedDistrict[]> {
    return namedDistricts(await this.districts.all(), shippedDistricts(), this.clock.today());
  }

  /** Returns how districts and themes are called in files. */
  async names(): Promise<ListNames> {
    const districts = new Map((await this.named()).map(({ id, name }) => [id, name]));
    const themes = new Map(THEMES.map(({ key, name }) => [key, name]));
    return { district: (id) => districts.get(id) ?? id, theme: (key) => themes.get(key) ?? key };
  }

  /** Returns what the cells of a file are read against. */
  async context(): Promise<ImportContext> {
    const { slug, name } = await this.network();
    return {
      network: [slug, name],
      readDistrict: districtReader(await this.named()),
      readTheme: themeReader(),
      readAddress: await this.mailable.reader(),
    };
  }
}
