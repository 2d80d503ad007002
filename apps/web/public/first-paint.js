// Runs before the first paint, so that nobody sees a flash of the other theme or direction.
// A file of its own because the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const languages = ['en', 'es', 'ar'];
    const wished = [localStorage.getItem('language'), ...navigator.languages];
    const language = wished.map((tag) => (tag ?? '').slice(0, 2).toLowerCase()).find((tag) => languages.includes(tag));
    if (language) root.lang = language;
    root.dir = language === 'ar' ? 'rtl' : 'ltr';
  } catch {
    // Storage is refused in some private windows: the system's theme and English are right then.
    root.dir = 'ltr';
  }
})();
