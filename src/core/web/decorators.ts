import { applyDecorators, Controller, SetMetadata } from '@nestjs/common';
import { PartOf } from '../access/index.js';

export const KIND = 'folkmoot:kind';
export const FORM = 'folkmoot:form';

/** A controller of pages below `/{network}/…`; `module` makes them exist only where it is switched on. */
export const Pages = (path: string, module?: string) =>
  applyDecorators(
    Controller(`:network/${path}`),
    SetMetadata(KIND, 'page'),
    ...(module ? [PartOf(module)] : []),
  );

/** A controller of pages of the deployment itself, such as signing in. */
export const HousePages = (path: string) => applyDecorators(Controller(path), SetMetadata(KIND, 'page'));

/** A controller of REST resources below `/api/v1/{network}/…`. */
export const Api = (path: string, module?: string) =>
  applyDecorators(
    Controller(`api/v1/:network/${path}`),
    SetMetadata(KIND, 'api'),
    ...(module ? [PartOf(module)] : []),
  );

/**
 * Names the page method that shows this form. When the act is refused (Invalid) that page comes back with
 * status 422, the answers kept and the problems listed. Both methods take (me, params, …) in this order.
 */
export const Form = (pageMethod: string) => SetMetadata(FORM, pageMethod);
