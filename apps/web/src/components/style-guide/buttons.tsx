import { Download, Plus, SquareCheck } from 'lucide-react';
import { Button } from '../button.tsx';
import { ButtonLink } from '../button-link.tsx';
import { TextLink } from '../text-link.tsx';
import { Section } from './section.tsx';

export function Buttons() {
  return (
    <Section title="Buttons">
      <div className="grid grid-cols-[auto_auto_auto_1fr] items-center justify-items-start gap-x-4 gap-y-3 text-note text-graphite max-sm:grid-cols-2">
        <span className="max-sm:hidden" />
        <span>Rest</span>
        <span>Off</span>
        <span className="max-sm:hidden">Busy</span>
        <span className="max-sm:hidden">Main</span>
        <Button variant="main" icon={Plus}>
          Add
        </Button>
        <Button variant="main" icon={Plus} disabled>
          Add
        </Button>
        <Button variant="main" icon={Plus} busyLabel="Adding">
          Add
        </Button>
        <span className="max-sm:hidden">Second</span>
        <Button icon={Download}>Download</Button>
        <Button icon={Download} disabled>
          Download
        </Button>
        <Button icon={Download} busyLabel="Preparing">
          Download
        </Button>
        <span className="max-sm:hidden">Quiet</span>
        <Button variant="quiet" icon={SquareCheck}>
          Select
        </Button>
        <Button variant="quiet" icon={SquareCheck} disabled>
          Select
        </Button>
        <Button variant="quiet" icon={SquareCheck} busyLabel="Choosing">
          Select
        </Button>
        <span className="max-sm:hidden">Danger</span>
        <Button variant="danger">Stop sharing</Button>
        <Button variant="danger" disabled>
          Stop sharing
        </Button>
        <Button variant="danger-final">Delete for good</Button>
      </div>
      <div className="mt-6 flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button size="small">Small, 44</Button>
        <ButtonLink size="large" href="#page">
          Large, 56, a link
        </ButtonLink>
        <TextLink href="#page">Show me how</TextLink>
        <TextLink href="#page" tone="ink">
          Remove
        </TextLink>
      </div>
    </Section>
  );
}
