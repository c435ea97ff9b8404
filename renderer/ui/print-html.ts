/** Prints a self-contained page that core wrote, in place of what is on the screen. */

/** Only its text and structure are taken over: the styles for paper are in `theme/print.css`. */
export function printHtml(html: string): void {
  const written = new DOMParser().parseFromString(html, 'text/html');
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  sheet.lang = written.documentElement.lang;
  sheet.append(...written.body.childNodes);
  document.body.append(sheet);
  window.addEventListener('afterprint', () => sheet.remove(), { once: true });
  window.print();
}
