import { batch, computed, signal } from "@preact/signals";

export const path = signal(location.pathname);
export const query = signal(new URLSearchParams(location.search));

/** The page, of which the path may name a section: `/run` for `/run/keys`. */
export const page = computed(() => `/${path.value.split("/")[1]}`);

const read = () => batch(() => { path.value = location.pathname; query.value = new URLSearchParams(location.search); });

addEventListener("popstate", read);

export function go(to: string): void {
  if (to === location.pathname) return;
  history.pushState(null, "", to);
  read();
}

/** A link of the page that does not load it again. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const { pathname, search } = event.currentTarget as HTMLAnchorElement;
  go(pathname + search);
}
