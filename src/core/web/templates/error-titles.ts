/** The h1 of each page in `core/web/views/errors/`. */
export const ERROR_TITLES = {
  'not-found': 'We cannot find that page',
  forbidden: 'This page is not open to you',
  'too-many': 'Please wait a little',
  broken: 'Something went wrong here',
  'try-again': 'Please try that once more',
} as const;

export type ErrorPage = keyof typeof ERROR_TITLES;
