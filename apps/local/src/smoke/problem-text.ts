import { Problem } from '@portal/contract/problem';

/** `: document_not_found (019f…)` where the answer is a problem of the portal, nothing otherwise. */
export async function problemText(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return '';
  const problem = Problem.safeParse(await response.json());
  return problem.success ? `: ${problem.data.code} (${problem.data.instance})` : '';
}
