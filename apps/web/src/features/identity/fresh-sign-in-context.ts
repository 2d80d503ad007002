import { createContext, use } from 'react';
import { hasCode } from '../../app/api-problem.ts';

/** Asks for a fresh sign-in. Answers whether there was one. */
export type AskForFreshSignIn = () => Promise<boolean>;

export const FreshSignInContext = createContext<AskForFreshSignIn | undefined>(undefined);

/**
 * Does what may need a fresh sign-in: where the portal asks for one, the patient is asked, and the action goes on. Fails
 * as the action does; with `fresh_sign_in_required` where the patient would not.
 */
export function useFreshly(): <T>(action: () => Promise<T>) => Promise<T> {
  const ask = use(FreshSignInContext);
  if (!ask) throw new Error('useFreshly() is called outside of <FreshSignIn>.');
  return async (action) => {
    try {
      return await action();
    } catch (error) {
      if (!hasCode(error, 'fresh_sign_in_required') || !(await ask())) throw error;
      return await action();
    }
  };
}
