import { Injectable } from '@nestjs/common';
import { Districts } from '../../members/index.js';

/** Knows the districts by their names and their order. */
@Injectable()
export class PlacesOfDistricts {
  constructor(private readonly districts: Districts) {}

  /** Returns the function that gives the place of the first of some districts; what has none comes last. */
  async first(): Promise<(districtIds: readonly string[]) => number> {
    const places = new Map((await this.districts.all()).map(({ id }, at) => [id, at]));
    return (districtIds) => Math.min(...districtIds.map((id) => places.get(id) ?? places.size), places.size);
  }

  /** Returns the districts that have not ended, by their ids, in the network's order. */
  async names(): Promise<Map<string, string>> {
    const all = await this.districts.all();
    return new Map(all.filter(({ validTo }) => validTo === null).map(({ id, name }) => [id, name]));
  }
}
