import type { JSHandle, Page } from 'playwright-core';

export type TestFile = { name: string; bytes: Buffer; type?: string };

/** Holds files over the page, as a mouse with files from the desktop does. They are not let go yet. */
export async function holdOver(page: Page, files: readonly TestFile[]): Promise<JSHandle<DataTransfer>> {
  const packed = files.map(({ name, bytes, type = 'application/pdf' }) => ({
    name,
    type,
    base64: bytes.toString('base64'),
  }));
  const held = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type }));
    }
    return transfer;
  }, packed);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: held });
  await page.dispatchEvent('main', 'dragover', { dataTransfer: held });
  return held;
}

/** Drags files onto the page and lets go. */
export async function drop(page: Page, files: readonly TestFile[]): Promise<void> {
  const held = await holdOver(page, files);
  await page.dispatchEvent('main', 'drop', { dataTransfer: held });
}

/** Chooses files by the button and the browser's own window. */
export async function choose(page: Page, files: readonly TestFile[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Add (documents|a file)$/ }).click();
  await (
    await chooser
  ).setFiles(files.map(({ name, bytes, type = 'application/pdf' }) => ({ name, mimeType: type, buffer: bytes })));
}
