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
    const texts = all.filter(
      (one) =>
        [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '') &&
        shown(one),
    );
    for (const one of texts) {
      const { right } = one.getBoundingClientRect();
      for (let around = one.parentElement; around !== null && !scrolls(around); around = around.parentElement)
        if (hides(around) && right > around.getBoundingClientRect().right + 1) {
          problems.push(`cut off: ${named(one)}`);
          break;
        }
      if (hides(one) && one.scrollWidth > one.clientWidth + 1) problems.push(`cut short: ${named(one)}`);
    }

    const controls = all.filter((one) => one.matches('a[href], button, input, textarea') && shown(one));
    /** Not scrolled away within something around it. */
    const inSight = (one: Element, { top, bottom }: DOMRect): boolean => {
      for (let around: Element | null = one; around !== null; around = around.parentElement) {
        const box = around.getBoundingClientRect();
        if (getComputedStyle(around).overflowY !== 'visible' && (top < box.top - 1 || bottom > box.bottom + 1))
          return around === document.documentElement || around === document.body;
      }
      return true;
    };
    /** The lines of a text, not the box around all of them. */
    const linesOf = (one: Element): DOMRect[] =>
      [...one.childNodes].flatMap((node) => {
        if (node.nodeType !== 3) return [];
        const range = document.createRange();
        range.selectNode(node);
        return [...range.getClientRects()].filter((line) => inSight(one, line));
      });
    /** The bar it stands in under which the rest is scrolled through. */
    const barOf = (one: Element): Element | null =>
      ['sticky', 'fixed'].includes(getComputedStyle(one).position)
        ? one
        : one.parentElement && barOf(one.parentElement);
    const belong = (one: Element, other: Element): boolean =>
      barOf(one) !== barOf(other) ||
      one.contains(other) ||
      other.contains(one) ||
      one.closest('.ant-select')?.contains(other) === true;
    // a link may go over two lines, too
    const boxes = controls.flatMap((one) => [...one.getClientRects()].map((box) => [one, box] as const));
    const lines = texts.flatMap((one) => linesOf(one).map((line) => [one, line] as const));
    // each pair once: a control with those after it, and with every line
    boxes.forEach(([one, here], index) => {
      for (const [other, there] of [...boxes.slice(index + 1), ...lines]) {
        const wide = Math.min(here.right, there.right) - Math.max(here.left, there.left);
        const high = Math.min(here.bottom, there.bottom) - Math.max(here.top, there.top);
        if (wide > 1 && high > 1 && !belong(one, other)) problems.push(`${named(one)} over ${named(other)}`);
      }
    });
    return problems;
  });
