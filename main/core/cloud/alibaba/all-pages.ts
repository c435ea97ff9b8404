/** Lists that the API gives page by page, read to their last page. */

/** `ask` answers the items of one page, counted from 1; a page that is not full is the last. */
export async function allPages<T>(pageSize: number, ask: (pageNumber: number) => Promise<readonly T[]>): Promise<T[]> {
  const found: T[] = [];
  for (let pageNumber = 1; ; pageNumber++) {
    const page = await ask(pageNumber);
    found.push(...page);
    if (page.length < pageSize) return found;
  }
}
