/**
 * A value that must not be seen: it prints, logs and serialises as `[secret]`, and is read by `reveal()` where it is
 * used.
 */
export type Secret = { reveal(): string; toString(): string; toJSON(): string };

export function secret(value: string): Secret {
  const hidden = () => '[secret]';
  return { reveal: () => value, toString: hidden, toJSON: hidden };
}
