import { lazy } from 'react';
import { BrowserRouter, Outlet, Route, Routes } from 'react-router';
import { learnActivityWords, learnSignedInWords } from './i18n.ts';
import { NotFound } from './not-found.tsx';
import { routePatterns } from './paths.ts';
import { SafePage } from './safe-page.tsx';
import { useScrollMemory } from './scroll-memory.ts';

const SignedIn = lazy(async () => {
  const [{ SignedIn: Component }] = await Promise.all([import('./signed-in.tsx'), learnSignedInWords()]);
  return { default: Component };
});
const SignInPage = lazy(async () => ({ default: (await import('../pages/sign-in.page.tsx')).SignInPage }));
const DocumentsPage = lazy(async () => ({ default: (await import('../pages/documents.page.tsx')).DocumentsPage }));
const TrashPage = lazy(async () => ({ default: (await import('../pages/trash.page.tsx')).TrashPage }));
const DocumentPage = lazy(async () => {
  const [{ DocumentPage: Component }] = await Promise.all([import('../pages/document.page.tsx'), learnActivityWords()]);
  return { default: Component };
});
const ActivityPage = lazy(async () => {
  const [{ ActivityPage: Component }] = await Promise.all([import('../pages/activity.page.tsx'), learnActivityWords()]);
  return { default: Component };
});
const AccountPage = lazy(async () => ({ default: (await import('../pages/account.page.tsx')).AccountPage }));
const ComponentsPage = lazy(async () => ({ default: (await import('../pages/components.page.tsx')).ComponentsPage }));

/** Which page stands at which address. Every page comes when it is first opened. */
export function Router() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<EveryPage />}>
          <Route path={routePatterns.signIn} element={<SignInPage />} />
          <Route path={routePatterns.components} element={<ComponentsPage />} />
          <Route element={<SignedIn />}>
            <Route path={routePatterns.documents} element={<DocumentsPage />} />
            <Route path={routePatterns.trash} element={<TrashPage />} />
            <Route path={routePatterns.activity} element={<ActivityPage />} />
            <Route path={routePatterns.account} element={<AccountPage />} />
            <Route path={routePatterns.document} element={<DocumentPage />} />
          </Route>
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}

function EveryPage() {
  useScrollMemory();
  return (
    <SafePage within="nothing">
      <Outlet />
    </SafePage>
  );
}
