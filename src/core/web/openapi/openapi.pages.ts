import { Get } from '@nestjs/common';
import { Public } from '../../access/index.js';
import { page, type PageAnswer } from '../answers.js';
import { HousePages } from '../decorators.js';
import { ApiDocument } from './document.js';

interface Operation {
  description: string;
  parameters: { name: string; in: string; required: boolean }[];
  requestBody?: { content: { 'application/json': { schema: unknown } } };
}

/** The API document, for machines and for people. */
@HousePages('api/v1')
export class OpenApiPages {
  constructor(private readonly document: ApiDocument) {}

  @Public()
  @Get('openapi.json')
  json(): object {
    return this.document.build();
  }

  @Public()
  @Get()
  show(): PageAnswer {
    const { paths, info } = this.document.build() as {
      paths: Record<string, Record<string, Operation>>;
      info: { description: string };
    };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        address: `${method.toUpperCase()} ${path}`,
        words: operation.description,
        parameters: operation.parameters
          .filter((one) => one.in === 'query')
          .map(({ name }) => name)
          .join(', '),
        body: operation.requestBody
          ? JSON.stringify(operation.requestBody.content['application/json'].schema, null, 2)
          : '',
      })),
    );
    return page('core/web/views/api', {
      title: 'For programs: the API',
      introduction: info.description,
      operations,
    });
  }
}
