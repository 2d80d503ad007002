import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { join } from '../../components/join.ts';
import { LargeSheet } from '../../components/large-sheet.tsx';
import { Seal } from '../../components/seal.tsx';

type FirstStepsProps = {
  /** Whether this portal looks for viruses: without a scanner no word says "checked". */
  scans: boolean;
};

type Step = {
  key: string;
  title: string;
  text: string;
  line: 'pencil' | 'ink';
  seal: 'none' | 'checking' | 'ready';
  /** How the line leads on to the next sheet. */
  leadsOn: 'pencil' | 'ink' | 'none';
};

/** Teaches the three signs: dashed pencil, solid ink, the seal. */
export function FirstSteps({ scans }: FirstStepsProps) {
  const { t } = useTranslation();
  const steps: Step[] = [
    {
      key: 'add',
      title: t('documents.empty.addTitle'),
      text: t('documents.empty.addText'),
      line: 'pencil',
      seal: 'none',
      leadsOn: 'pencil',
    },
    {
      key: 'arrive',
      title: scans ? t('documents.empty.checkTitle') : t('documents.empty.arriveTitle'),
      text: scans ? t('documents.empty.checkText') : t('documents.empty.arriveText'),
      line: 'ink',
      seal: scans ? 'checking' : 'none',
      leadsOn: 'ink',
    },
    {
      key: 'keep',
      title: t('documents.empty.keptTitle'),
      text: scans ? t('documents.empty.keptTextChecked') : t('documents.empty.keptText'),
      line: 'ink',
      seal: 'ready',
      leadsOn: 'none',
    },
  ];
  return (
    <ol className="mt-8 flex flex-col gap-7 border-t-[1.5px] border-ink pt-7 md:grid md:grid-cols-3 md:gap-0 md:pt-14">
      {steps.map((step) => (
        <li key={step.key} className="flex gap-6 md:flex-col md:gap-9">
          <div className="flex items-center">
            <StepSheet step={step} />
            {step.leadsOn !== 'none' && <LeadingLine line={step.leadsOn} />}
          </div>
          <div className="max-w-80 md:pe-6">
            <h2 className="text-lead">{step.title}</h2>
            <p className="mt-1 text-note text-graphite sm:text-body">{step.text}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Small beside the words on a phone, where the seal of the large sheet would hide the paper. */
function StepSheet({ step }: { step: Step }) {
  const { line, seal } = step;
  const isEmptyPlace = line === 'pencil';
  const content = isEmptyPlace ? (
    <Plus aria-hidden strokeWidth={1.25} className="size-6 text-pencil md:size-9" />
  ) : (
    <WrittenLines />
  );
  return (
    <>
      <LargeSheet line={line} blank={isEmptyPlace} className="grid h-27 w-19 shrink-0 place-items-center md:hidden">
        {content}
        {seal !== 'none' && <Seal state={seal} size={28} cutsOut className="absolute -inset-e-2.5 -bottom-2.5" />}
      </LargeSheet>
      <LargeSheet
        line={line}
        seal={seal}
        blank={isEmptyPlace}
        className="hidden h-74 w-52 shrink-0 place-items-center md:grid"
      >
        {content}
      </LargeSheet>
    </>
  );
}

const widths = ['w-1/2', 'w-full', 'w-full', 'w-5/6', 'w-full', 'w-full', 'w-2/3'];

/** What is written on the paper, too far away to be read. */
function WrittenLines() {
  return (
    <span aria-hidden className="absolute inset-x-[14%] top-[11%] flex flex-col gap-1 md:gap-3">
      {widths.map((width, index) => (
        <span
          key={`${index}-${width}`}
          className={join('h-0.5 bg-rule md:h-1', width, (index === 1 || index === 4) && 'mt-1.5 md:mt-3')}
        />
      ))}
    </span>
  );
}

function LeadingLine({ line }: { line: 'pencil' | 'ink' }) {
  return (
    <svg aria-hidden height="2" className="mx-8 hidden min-w-0 grow overflow-hidden md:block">
      <line
        x1="0"
        y1="1"
        x2="2000"
        y2="1"
        strokeWidth="2"
        {...(line === 'pencil' ? { strokeDasharray: '9 7' } : {})}
        className={line === 'pencil' ? 'stroke-pencil' : 'stroke-ink'}
      />
    </svg>
  );
}
