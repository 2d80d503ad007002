import type { ReactNode } from 'react';

type SectionProps = { title: string; children: ReactNode; wide?: boolean };

export function Section({ title, children, wide = false }: SectionProps) {
  return (
    <section className={`border-t-[1.5px] border-ink pt-6 pb-14 ${wide ? 'col-span-full' : ''}`}>
      <h2 className="mb-6 text-note font-strong">{title}</h2>
      {children}
    </section>
  );
}
