export interface Pager {
  page: number;
  pages: number;
  /** Places of the first and last row shown, counted from 1; 0 and 0 when there is none. */
  from: number;
  to: number;
  total: number;
  first?: string;
  previous?: string;
  next?: string;
}

export interface PagerFacts {
  /** Address of the list without its query: '/leeds/members'. */
  path: string;
  /** The filters in force, kept in every link. */
  query?: Record<string, string | undefined>;
  page: number;
  size: number;
  total: number;
}

/** Returns the facts and links that the `pager` partial shows. A page beyond the last is the last. */
export function pagerOf({ path, query = {}, page, size, total }: PagerFacts): Pager {
  const pages = Math.max(1, Math.ceil(total / size));
  const here = Math.min(Math.max(1, Math.floor(page) || 1), pages);
  const link = (to: number) => address(path, query, to);
  return {
    page: here,
    pages,
    from: total === 0 ? 0 : (here - 1) * size + 1,
    to: Math.min(here * size, total),
    total,
    ...(here > 2 && { first: link(1) }),
    ...(here > 1 && { previous: link(here - 1) }),
    ...(here < pages && { next: link(here + 1) }),
  };
}

function address(path: string, query: Record<string, string | undefined>, page: number): string {
  const kept = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) kept.set(name, value);
  if (page > 1) kept.set('page', String(page));
  const text = kept.toString();
  return text ? `${path}?${text}` : path;
}
