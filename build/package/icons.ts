/** Draws the program's icons from the one SVG: the sizes Linux wants as PNG, and Windows' in one ICO file. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../e2e/needs.ts';

const linuxSizes = [16, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256] as const;

/** Writes `icon.ico` and `icons/NxN.png` into `folder`. */
export async function makeIcons(svgPath: string, folder: string): Promise<void> {
  const found = findBrowser();
  if ('missing' in found) throw new Error(`The icons are drawn by a browser: ${found.missing}.`);
  const svg = await readFile(svgPath, 'utf8');
  const images = new Map<number, Buffer>();
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    for (const size of new Set([...linuxSizes, ...windowsSizes])) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>*{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
      images.set(size, await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
  const image = (size: number): Buffer => images.get(size) ?? Buffer.alloc(0);
  await mkdir(join(folder, 'icons'), { recursive: true });
  for (const size of linuxSizes) await writeFile(join(folder, 'icons', `${size}x${size}.png`), image(size));
  const entries = windowsSizes.map((size) => ({ size, png: image(size) }));
  await writeFile(join(folder, 'icon.ico'), asIco(entries));
}

/** PNG images in the container that Windows reads; every Windows since Vista takes them at any size. */
export function asIco(images: readonly { size: number; png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length + 16 * images.length;
  const entries = images.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry[0] = size % 256; // 256 is told as 0
    entry[1] = size % 256;
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...images.map(({ png }) => png)]);
}
