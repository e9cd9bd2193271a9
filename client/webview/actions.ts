import type { SectionAction, VIEW_COMMANDS, ViewFilters } from "../searchView/messages.ts";

/** What a person can do in the view; the parts of the page know only this. */
export interface Actions {
  search(query: string): void;
  filter(filters: Partial<ViewFilters>): void;
  retry(): void;
  select(id: string): void;
  act(action: SectionAction, id: string): void;
  follow(on: boolean): void;
  run(command: (typeof VIEW_COMMANDS)[number]): void;
  openLink(url: string): void;
  clear(): void;
  toggleMore(): void;
  closePreview(): void;
}
