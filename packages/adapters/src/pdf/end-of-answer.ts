/** A line of its own that ends an answer; the first one says that the process is ready for questions. No JSON is that. */
export const endOfAnswer = '.';
