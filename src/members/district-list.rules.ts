/** One area of the list that the product ships (data/districts.csv). Dates are half-open: `to` is the first day after. */
export interface ListedDistrict {
  gss: string;
  name: string;
  kind: 'district' | 'unitary' | 'metropolitan' | 'london_borough' | 'county' | 'region' | 'country';
  parentGss: string | null;
  regionGss: string | null;
  from: string | null;
  to: string | null;
  successors: string[];
  formerGss: string[];
  otherNames: string[];
}

/** Returns the shipped list from its file as `readCsv` gives it. */
export function listedDistricts(file: {
  header: readonly string[];
  records: readonly { values: readonly string[] }[];
}): ListedDistrict[] {
  return file.records.map(({ values }) => {
    const cell = (column: string) => values[file.header.indexOf(column)] ?? '';
    const many = (column: string) =>
      cell(column)
        .split('|')
        .filter((item) => item !== '');
    return {
      gss: cell('gss'),
      name: cell('name'),
      kind: cell('kind') as ListedDistrict['kind'],
      parentGss: cell('parent_gss') || null,
      regionGss: cell('region_gss') || null,
      from: cell('from') || null,
      to: cell('to') || null,
      successors: many('successors'),
      formerGss: many('former_gss'),
      otherNames: many('other_names'),
    };
  });
}

/**
 * Returns the districts a network of this area starts with on a day (`YYYY-MM-DD`): the present districts of a county,
 * or, where it has none, the area itself.
 */
export function districtsWithin(list: readonly ListedDistrict[], gss: string, day: string): ListedDistrict[] {
  const present = list.filter(({ from, to }) => (from === null || from <= day) && (to === null || day < to));
  const parts = present.filter(({ parentGss }) => parentGss === gss);
  return parts.length > 0 ? parts : present.filter((district) => district.gss === gss);
}
