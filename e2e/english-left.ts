/** What is left in English on a page that is to speak Chinese: in what is shown, and in what is only said aloud. */
import type { Page } from 'playwright-core';

/** Names that are written alike in Chinese; of the cloud's check items, and of what the journeys make. */
const names = new Set(
  [
    'Debian|Linux|Windows|linux|virtio|Shell|English|Bucket|Sysprep|Packer|Platform|Architecture|practice',
    'migration-demo|eth0|ext4|QEMU guest agent|ECS Image Migrator|Alibaba Cloud Linux|practice-second|aliyun|ossutil, ossbrowser',
  ].flatMap((some) => some.split('|')),
);
/** Commands, lines of settings and names inside a sentence. */
const staying =
  /(apt|yum|zypper) (install|remove) [\w-]+|(PermitRootLogin|PasswordAuthentication) [\w-]+|sh check-linux|usermod -s \/bin\/bash root|-d thin|QEMU guest agent|Alibaba Cloud Linux|npm start|aliyun configure/g;

/** Two words in a row of which the second is not a name, or one word that stands alone: how English shows itself. */
function english(text: string): boolean {
  if (names.has(text)) return false;
  return /[A-Za-z][a-z]*[,;]? [a-z]{2,}(?: [a-z]+)*/.test(text.replace(staying, '')) || /^[A-Z]?[a-z]{3,}$/.test(text);
}

/** Commands, paths and identifiers are quoted as they are; what a check saw is a sentence of ours. */
export async function englishLeft(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const around = node.parentElement;
      const quoted = around?.closest('code:not(.evidence), pre, script, style, .log-line, .tree-name');
      if (around === null || quoted || !around.checkVisibility()) continue;
      found.push(node.textContent ?? '');
    }
    // the buttons that antd draws into number fields are hidden from screen readers
    for (const one of document.querySelectorAll('body *:not(.anticon, [aria-hidden="true"], [unselectable])'))
      for (const spoken of ['aria-label', 'title', 'placeholder', 'alt']) found.push(one.getAttribute(spoken) ?? '');
    return found;
  });
  return [...new Set(texts.map((text) => text.trim()).filter(english))];
}
