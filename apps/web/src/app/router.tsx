import { lazy } from 'react';
import { createBrowserRouter, Outlet, ScrollRestoration } from 'react-router';
import { NotFound } from './not-found.tsx';
import { routePatterns } from './paths.ts';
import { SuspendedPage } from './suspended-page.tsx';
import { Trouble } from './trouble.tsx';

const SignedIn = lazy(async () => ({ default: (await import('./signed-in.tsx')).SignedIn }));
const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in.page.tsx')).SignInPage }));
const DocumentsPage = lazy(async () => ({ default: (await import('../pages/documents.page.tsx')).DocumentsPage }));
const TrashPage = lazy(async () => ({ default: (await import('../pages/trash.page.tsx')).TrashPage }));
const DocumentPage = lazy(async () => ({ default: (await import('../pages/document.page.tsx')).DocumentPage }));
const ComponentsPage = lazy(async () => ({ default: (await import('../pages/components.page.tsx')).ComponentsPage }));

/** Which page stands at which address. Every page comes when it is first opened. */
export function createRouter() {
  return createBrowserRouter([
    {
      element: <Root />,
      errorElement: <Trouble />,
      children: [
        { path: routePatterns.signIn, element: <SignInPage /> },
        { path: routePatterns.components, element: <ComponentsPage /> },
        {
          element: <SignedIn />,
          children: [
            {
              errorElement: <Trouble />,
              children: [
                { path: routePatterns.documents, element: <DocumentsPage /> },
                { path: routePatterns.trash, element: <TrashPage /> },
                { path: routePatterns.document, element: <DocumentPage /> },
              ],
            },
          ],
        },
        { path: '*', element: <NotFound /> },
      ],
    },
  ]);
}

function Root() {
  return (
    <SuspendedPage>
      <Outlet />
      <ScrollRestoration />
    </SuspendedPage>
  );
}
