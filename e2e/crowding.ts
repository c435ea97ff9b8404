/** What is wrong with a page where it has little room: something beyond its edge, cut off without a way to see it, or one control over another. */
import type { Page } from 'playwright-core';

/** A screen of 1280 × 800 at 200 %. */
export const zoomedSize = { width: 640, height: 400 };

export const crowding = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const problems: string[] = [];
    const named = (one: Element): string =>
      `<${one.tagName.toLowerCase()} class="${one.getAttribute('class') ?? ''}"> ${(one.textContent ?? '').trim().slice(0, 40)}`;
    const shown = (one: Element): boolean =>
      one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      one.closest('.unseen, .print-sheet') === null;
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) problems.push(`${scrollWidth - clientWidth} px beyond the edge`);
    const all = [...(document.querySelector('dialog[open]') ?? document.body).querySelectorAll('*')];

    /** What hides the rest of a text: it neither scrolls nor says that there is more. */
    const hides = (one: Element): boolean => {
      const { overflowX, textOverflow } = getComputedStyle(one);
      return (overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis';
    };
    const scrolls = (one: Element): boolean => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX);
    for (const one of all) {
      const hasText = [...one.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      );
      if (!hasText || !shown(one)) continue;
      const { right } = one.getBoundingClientRect();
      for (let around = one.parentElement; around !== null && !scrolls(around); around = around.parentElement)
        if (hides(around) && right > around.getBoundingClientRect().right + 1) {
          problems.push(`cut off: ${named(one)}`);
          break;
        }
      if (hides(one) && one.scrollWidth > one.clientWidth + 1) problems.push(`cut short: ${named(one)}`);
    }

    const controls = all.filter((one) => one.matches('a[href], button, input, textarea') && shown(one));
    const places = controls.map((one) => one.getBoundingClientRect());
    controls.forEach((one, index) => {
      const here = places[index];
      for (let other = index + 1; other < controls.length; other += 1) {
        const [that, there] = [controls[other], places[other]];
        if (here === undefined || that === undefined || there === undefined) continue;
        const wide = Math.min(here.right, there.right) - Math.max(here.left, there.left);
        const high = Math.min(here.bottom, there.bottom) - Math.max(here.top, there.top);
        if (wide > 1 && high > 1 && !one.contains(that) && !that.contains(one))
          problems.push(`${named(one)} over ${named(that)}`);
      }
    });
    return problems;
  });
