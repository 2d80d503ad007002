import { Link } from 'react-router';
import { paths } from '../app/paths.ts';
import { chooseTheme, themes, useTheme } from '../app/theme.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Logo } from '../components/logo.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { Segment } from '../components/segment.tsx';
import { SkeletonRow } from '../components/skeleton-row.tsx';
import { Buttons } from '../components/style-guide/buttons.tsx';
import { Choices } from '../components/style-guide/choices.tsx';
import { Colours } from '../components/style-guide/colours.tsx';
import { Dialogs, Notices } from '../components/style-guide/dialogs.tsx';
import { Fields } from '../components/style-guide/fields.tsx';
import { Menus } from '../components/style-guide/menus.tsx';
import { Section } from '../components/style-guide/section.tsx';
import { Sheets } from '../components/style-guide/sheets.tsx';
import { Types } from '../components/style-guide/types.tsx';

const themeOptions = themes.map((theme) => ({ value: theme, label: `${theme[0]?.toUpperCase()}${theme.slice(1)}` }));

/** Every component in every state: the style guide that cannot be out of date. For developers, so in English only. */
export function ComponentsPage() {
  const theme = useTheme();
  return (
    <div lang="en" className="page-edge mx-auto max-w-360 pb-14">
      <header className="flex min-h-23 flex-wrap items-center justify-between gap-4 py-4">
        <Link to={paths.documents} className="rounded-control">
          <Logo />
        </Link>
        <div className="w-72">
          <Segment label="Appearance" value={theme} onChange={chooseTheme} options={themeOptions} />
        </div>
      </header>
      <main id="page">
        <PageHeading title="Components" className="sr-only">
          Components
        </PageHeading>
        <div className="grid gap-x-12 lg:grid-cols-2">
          <Sheets />
          <Colours />
          <Types />
          <Buttons />
          <Fields />
          <Choices />
          <Menus />
          <Dialogs />
          <Notices />
          <Section title="Rows to come, and nothing here" wide>
            <SkeletonRow />
            <SkeletonRow card />
            <EmptyState title="The trash is empty">What you move to the trash waits here for 30 days.</EmptyState>
          </Section>
        </div>
      </main>
    </div>
  );
}
