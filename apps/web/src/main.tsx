// One axis of each font; the browser takes only the files whose letters stand on the page.
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/noto-naskh-arabic/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/vazirmatn/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app/app.tsx';
import { startWords } from './app/i18n.ts';
import './styles/main.css';

// Compiling schemas with `new Function` is refused by the content security policy: it is not even tried.
z.config({ jitless: true });

// A page that the browser kept for Back was left by a sign-out, or its session may have ended since.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
