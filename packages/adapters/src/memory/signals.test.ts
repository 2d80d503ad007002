import { signalsSuite } from '../port-suites/signals.suite.ts';
import { createSignals } from './signals.memory.ts';

signalsSuite('memory', () => {
  const signals = createSignals();
  return { here: signals, there: signals };
});
