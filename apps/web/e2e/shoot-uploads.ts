import { createLargePdf } from './large-files.ts';
import type { Shooter } from './shooter.ts';
import { walkThroughUploadStates } from './upload-states.ts';

/** A large file in every state that the tray knows. */
export async function shootUploads({ page, shoot, isPhone }: Shooter): Promise<void> {
  const [first, second] = [
    await createLargePdf('Knee X-ray after surgery', 18_000_000),
    await createLargePdf('MRI', 17_000_000),
  ];
  try {
    await walkThroughUploadStates({
      page,
      isPhone,
      files: [first, second],
      look: (screen) => shoot(screen.replaceAll(/[^a-z]+/g, '-')),
    });
  } finally {
    await Promise.all([first.remove(), second.remove()]);
  }
}
