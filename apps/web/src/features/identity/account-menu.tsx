import { ChevronDown, LogOut, Settings, UserRound } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../app/api-problem.ts';
import { chooseLanguage } from '../../app/i18n.ts';
import { languageNames, languages } from '../../app/language.ts';
import { paths } from '../../app/paths.ts';
import { forgetOnSignOut } from '../../app/sign-out.ts';
import { chooseTheme, themes, useTheme } from '../../app/theme.ts';
import { Menu } from '../../components/menu.tsx';
import type { MenuItem } from '../../components/menu-item.ts';
import { useToast } from '../../components/toasts.tsx';
import { useSession, useSignOut } from './session.ts';

/** Who one is, language, appearance, and the way out. */
export function AccountMenu() {
  const session = useSession();
  const contact = session.data?.user.contact ?? '';
  return <Menu trigger={<AccountButton name={session.data?.user.name ?? contact} />} items={useItems(contact)} />;
}

type AccountButtonProps = ComponentPropsWithRef<'button'> & { name: string };

/** Where no name is known, the contact address stands for it. */
function AccountButton({ name, ...trigger }: AccountButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      {...trigger}
      className="hit inline-flex items-center gap-2.5 rounded-control text-body enabled-hover:bg-touch lg:px-3"
    >
      <span className="sr-only">{t('account.label')}</span>
      <UserRound size={20} strokeWidth={1.75} aria-hidden className="shrink-0 max-lg:mx-auto max-lg:size-6" />
      <span dir="auto" className="max-w-36 truncate max-lg:sr-only xl:max-w-56">
        {name}
      </span>
      <ChevronDown size={20} strokeWidth={1.75} aria-hidden className="shrink-0 max-lg:hidden" />
    </button>
  );
}

function useItems(contact: string): readonly MenuItem[] {
  const { t, i18n } = useTranslation();
  const chosenTheme = useTheme();
  const leave = useLeave();
  const themeNames = { light: t('account.themeLight'), dark: t('account.themeDark'), system: t('account.themeSystem') };
  return [
    { kind: 'note', label: t('account.signedInAs', { contact }) },
    { kind: 'link', label: t('account.manage'), icon: Settings, to: paths.account },
    { kind: 'separator' },
    { kind: 'heading', label: t('account.language') },
    ...languages.map((language): MenuItem => ({
      kind: 'choice',
      label: languageNames[language],
      chosen: i18n.language === language,
      onSelect: () => void chooseLanguage(language),
    })),
    { kind: 'separator' },
    { kind: 'heading', label: t('account.theme') },
    ...themes.map((theme): MenuItem => ({
      kind: 'choice',
      label: themeNames[theme],
      chosen: chosenTheme === theme,
      onSelect: () => chooseTheme(theme),
    })),
    { kind: 'separator' },
    { kind: 'action', label: t('account.signOut'), icon: LogOut, onSelect: leave },
  ];
}

function useLeave(): () => void {
  const { t } = useTranslation();
  const toast = useToast();
  const signOut = useSignOut(leavePage);
  return () =>
    signOut.mutate(undefined, {
      onError: (error) =>
        toast.show({
          tone: 'problem',
          text: t('account.signOutFailed'),
          quote: error instanceof ApiProblem ? error.requestId : undefined,
        }),
    });
}

/** To a new page: nothing that was read under the session stays in memory. */
async function leavePage(): Promise<void> {
  await forgetOnSignOut();
  // A browser may keep this page as it stands, for Back: it keeps an empty one.
  document.body.hidden = true;
  window.location.assign(paths.signIn);
}
