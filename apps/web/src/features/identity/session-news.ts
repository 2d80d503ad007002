/*
 * What the tabs of one browser tell each other: they share the cookie, so that signing in or out in one of them counts
 * for all. The teller does not hear itself.
 */

export type SessionNews = 'signed in' | 'signed out';

const channel = new BroadcastChannel('session');

export function tellOtherTabs(news: SessionNews): void {
  channel.postMessage(news);
}

/** Calls the listener when another tab has told this. Returns how to stop listening. */
export function onNewsOfOtherTabs(news: SessionNews, listener: () => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (data === news) listener();
  };
  channel.addEventListener('message', hear);
  return () => channel.removeEventListener('message', hear);
}
