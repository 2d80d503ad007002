import { fileURLToPath } from 'node:url';
import { endpoints } from '@portal/contract/endpoints';
import type { RegisterRoots } from '../app.ts';
import { apiPath } from '../http/api-router.ts';
import { setRoutePattern } from '../http/request-context.ts';
import { buildOpenApiDocument } from './openapi.document.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The portal's API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '${apiPath}/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  // The portal takes writes of its own pages only, and this header is how they say so.
  requestInterceptor: (request) => {
    request.headers['X-Requested-With'] = 'fetch';
    return request;
  },
});
`;

const swaggerFiles = {
  'swagger-ui.css': import.meta.resolve('swagger-ui-dist/swagger-ui.css'),
  'swagger-ui-bundle.js': import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
};

/** The contract as OpenAPI, and a page to read and try it. The page's parts come from this server alone. */
export function createOpenApiRoutes(): RegisterRoots {
  const document = JSON.stringify(buildOpenApiDocument(endpoints));
  return (router) => {
    router.get(`${apiPath}/openapi.json`, (_request, response) => {
      setRoutePattern(response, `${apiPath}/openapi.json`);
      response.type('application/json').send(document);
    });
    router.get('/api/docs', (_request, response) => {
      response.type('html').send(page);
    });
    router.get('/api/docs/start.js', (_request, response) => {
      response.type('text/javascript').send(start);
    });
    for (const [name, url] of Object.entries(swaggerFiles)) {
      const file = fileURLToPath(url);
      router.get(`/api/docs/${name}`, (_request, response) => {
        response.sendFile(file, { cacheControl: false, dotfiles: 'allow' });
      });
    }
  };
}
