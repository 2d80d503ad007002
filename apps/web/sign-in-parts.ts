import path from 'node:path';
import type { Rolldown } from 'vite';

type Graph = { getModuleInfo: (id: string) => Pick<Rolldown.ModuleInfo, 'importedIds'> | null };

const roots = ['src/main.tsx', 'src/pages/sign-in.page.tsx'];
/** Its index names every icon there is; each goes with the pages that show it. */
const icons = /[\\/]lucide-react[\\/]dist[\\/]esm[\\/]icons[\\/]/;

/**
 * Tells whether the sign-in page cannot open without a module: whether an import leads there from the page, or from what
 * starts every page. What is loaded later (`import()`) is not followed.
 */
export function createIsOfSignIn(webFolder: string): (id: string, graph: Graph) => boolean {
  const parts = new WeakMap<Graph, Set<string>>();
  return (id, graph) => {
    const known = parts.get(graph) ?? follow(webFolder, graph);
    parts.set(graph, known);
    return known.has(id);
  };
}

function follow(webFolder: string, graph: Graph): Set<string> {
  // Modules are named with forward slashes on every system.
  const toVisit = roots.map((root) => path.resolve(webFolder, root).replaceAll('\\', '/'));
  const visited = new Set<string>();
  for (let id = toVisit.pop(); id !== undefined; id = toVisit.pop()) {
    if (visited.has(id) || icons.test(id)) continue;
    visited.add(id);
    const module = graph.getModuleInfo(id);
    if (!module && roots.some((root) => id.endsWith(root))) throw new Error(`The client has no module ${id}.`);
    toVisit.push(...(module?.importedIds ?? []));
  }
  return visited;
}
