/** Does some of it again and again, until less was done than `most`, which is all that was left; answers how much in all. */
export async function untilNoneIsLeft(most: number, doSome: () => Promise<number>): Promise<number> {
  let total = 0;
  let done: number;
  do {
    done = await doSome();
    total += done;
  } while (done === most);
  return total;
}
