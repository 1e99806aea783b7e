/** What a page method returns: a template and what it shows. */
export class PageAnswer {
  constructor(
    readonly view: string,
    readonly model: PageContent,
    readonly status = 200,
  ) {}
}

/** The words every page has, and whatever the page itself needs. */
export interface PageContent {
  title: string;
  section?: string;
  [key: string]: unknown;
}

/** What a form method returns after a successful act. */
export class RedirectAnswer {
  constructor(
    readonly to: string,
    readonly notice?: string,
  ) {}
}

/** A file the browser saves. */
export class DownloadAnswer {
  constructor(
    readonly body: Buffer | string,
    readonly type: string,
    readonly fileName: string,
    readonly inline = false,
  ) {}
}

/** Shows a template; `view` is its path below the source root, such as 'members/views/list'. */
export const page = (view: string, model: PageContent, status?: number) =>
  new PageAnswer(view, model, status);

/** Goes to another page after an act (303). A path starting with '/' is taken inside the network. */
export const redirect = (to: string, notice?: string) => new RedirectAnswer(to, notice);

/** Sends a file to be saved. */
export const download = (body: Buffer | string, type: string, fileName: string) =>
  new DownloadAnswer(body, type, fileName);
