import { Fragment } from 'react';

type MarkedTextProps = {
  /** A sentence of the catalogue, with <strong>…</strong> round what matters. Nothing else is read as markup. */
  text: string;
  /** How the marked words look. */
  className?: string;
};

/** A sentence with some words stronger than the others. */
export function MarkedText({ text, className = 'font-strong' }: MarkedTextProps) {
  return text.split(/<\/?strong>/).map((part, place) =>
    // The words between an opening and a closing mark have odd places; a sentence never changes its parts.
    place % 2 === 1 ? (
      <strong key={place} className={className}>
        <bdi>{part}</bdi>
      </strong>
    ) : (
      <Fragment key={place}>{part}</Fragment>
    ),
  );
}
