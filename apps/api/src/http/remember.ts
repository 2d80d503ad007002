const most = 10_000;

/** Makes a text for a text once, where making it costs more than looking it up; begins anew when it has kept `most`. */
export function remember(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>();
  return (text) => {
    const known = made.get(text);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const value = make(text);
    made.set(text, value);
    return value;
  };
}
