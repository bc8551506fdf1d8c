/** As much of an element as functions use that run in the page; the tests themselves know no browser types. */
export interface PageElement {
  textContent: string | null;
  querySelector(selector: string): PageElement | null;
  getAttribute(name: string): string | null;
}
